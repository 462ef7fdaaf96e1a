using System.Numerics;
using System.Runtime.InteropServices;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The same values in another element type; fractions are cut off, true is 1.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="dtype">The type to convert to.</param>
    /// <returns>Same shape; <paramref name="x"/> itself if it has the type already.</returns>
    /// <exception cref="ArgumentException">Strings and numbers do not convert into each other.</exception>
    /// <remarks>Keras: <c>keras.ops.cast</c>, keras/src/ops/core.py.</remarks>
    public static Tensor Cast(this Tensor x, DType dtype)
    {
        if (x.Weak is { } number) return CastOp.Number(number, dtype);
        return x.DType == dtype ? x : new CastOp(dtype).Apply(x);
    }

    /// <summary>Floats as they are, integers and booleans as float32: what functions of real numbers take.</summary>
    internal static Tensor AsFloat(Tensor x) => x.Cast(Promotion.Floating(x.DType));

    /// <summary>Numbers as they are, booleans as int32: what arithmetic takes.</summary>
    internal static Tensor AsNumber(Tensor x) => x.Cast(Promotion.Number(x.DType));
}

/// <summary>y = x in another type      dx = dy in x's type</summary>
internal sealed class CastOp(DType dtype) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("dtype", dtype)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        if (dtype == DType.String || x[0].DType == DType.String)
            throw new ArgumentException(
                $"Cast expects numbers or booleans on both sides. Received {x[0].DType.Name()} to {dtype.Name()}. Look strings up with StringLookup.");
        return new(x[0].Shape, dtype);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => Convert(x[0], y);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [dy.Cast(saved.Inputs[0].DType)];

    /// <summary>A number in code as a tensor of a type, without passing through another type.</summary>
    public static Tensor Number(double number, DType dtype)
    {
        Tensor wide = Tensor.FromScalar(number);
        if (dtype == DType.Float64) return wide;
        Tensor y = Tensor.Allocate(Heed.Shape.Scalar, dtype);
        Convert(wide, y);
        return y;
    }

    /// <summary>Fills <paramref name="y"/> with the values of <paramref name="x"/>, whatever their types.</summary>
    public static void Convert(Tensor x, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: From(x.AsSpan<float>(), y); break;
            case DType.Float64: From(x.AsSpan<double>(), y); break;
            case DType.Float16: From(x.AsSpan<Half>(), y); break;
            case DType.Int8: From(x.AsSpan<sbyte>(), y); break;
            case DType.Int16: From(x.AsSpan<short>(), y); break;
            case DType.Int32: From(x.AsSpan<int>(), y); break;
            case DType.Int64: From(x.AsSpan<long>(), y); break;
            case DType.UInt8: From(x.AsSpan<byte>(), y); break;
            case DType.UInt16: From(x.AsSpan<ushort>(), y); break;
            case DType.UInt32: From(x.AsSpan<uint>(), y); break;
            case DType.UInt64: From(x.AsSpan<ulong>(), y); break;
            case DType.Bool: From(MemoryMarshal.AsBytes(x.AsSpan<bool>()), y); break;
            case DType.BFloat16:
                Tensor wide = y.DType == DType.Float32 ? y : Tensor.Allocate(x.Shape, DType.Float32);
                CastKernel.FromBFloat16(x.AsSpan<BFloat16>(), wide.Writable<float>());
                if (wide != y) Convert(wide, y);
                break;
        }
    }

    private static void From<T>(ReadOnlySpan<T> x, Tensor y) where T : unmanaged, INumber<T>
    {
        switch (y.DType)
        {
            case DType.Float32: CastKernel.Run(x, y.Writable<float>()); break;
            case DType.Float64: CastKernel.Run(x, y.Writable<double>()); break;
            case DType.Float16: CastKernel.Run(x, y.Writable<Half>()); break;
            case DType.Int8: CastKernel.Run(x, y.Writable<sbyte>()); break;
            case DType.Int16: CastKernel.Run(x, y.Writable<short>()); break;
            case DType.Int32: CastKernel.Run(x, y.Writable<int>()); break;
            case DType.Int64: CastKernel.Run(x, y.Writable<long>()); break;
            case DType.UInt8: CastKernel.Run(x, y.Writable<byte>()); break;
            case DType.UInt16: CastKernel.Run(x, y.Writable<ushort>()); break;
            case DType.UInt32: CastKernel.Run(x, y.Writable<uint>()); break;
            case DType.UInt64: CastKernel.Run(x, y.Writable<ulong>()); break;
            case DType.Bool: CastKernel.ToBool(x, y.Writable<bool>()); break;
            case DType.BFloat16:
                if (typeof(T) == typeof(float))
                {
                    CastKernel.ToBFloat16(MemoryMarshal.Cast<T, float>(x), y.Writable<BFloat16>());
                    break;
                }
                Tensor wide = Tensor.Allocate(y.Shape, DType.Float32);
                CastKernel.Run(x, wide.Writable<float>());
                Convert(wide, y);
                break;
        }
    }
}
