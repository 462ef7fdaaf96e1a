using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A product with a bias and an activation in one pass over the result: <c>y = f(x · kernel + bias)</c>.</summary>
    /// <param name="x">(…, D), rank at least 2.</param>
    /// <param name="kernel">(D, N).</param>
    /// <param name="bias">(N), or <see langword="null"/>.</param>
    /// <typeparam name="TOp">The activation, whose slope must follow from y alone; <see cref="Unchanged"/> for none.</typeparam>
    /// <returns>(…, N): the bits of the three ops one after the other, which also take over for symbolic tensors and narrow or mixed types.</returns>
    internal static Tensor Dense<TOp>(Tensor x, Tensor kernel, Tensor? bias = null) where TOp : struct, IElementwise, IMap3
    {
        bool isUnchanged = typeof(TOp) == typeof(Unchanged);
        bool fuses = x.DType is DType.Float32 or DType.Float64 && kernel.DType == x.DType && (bias is null || bias.DType == x.DType)
            && !x.IsSymbolic && !kernel.IsSymbolic && bias is not { IsSymbolic: true } && x.Rank >= 2 && !(bias is null && isUnchanged);
        if (fuses) return bias is null ? new DenseOp<TOp>().Apply(x, kernel) : new DenseOp<TOp>().Apply(x, kernel, bias);

        Tensor y = MatMul(x, kernel);
        if (bias is not null) y += bias;
        return isUnchanged ? y : new FusedElementwiseOp<TOp>().Apply(y);
    }
}

/// <summary>y = f(z), z = x · kernel + bias      dz = dy · f′(y), dx = dz · kernelᵀ, dkernel = xᵀ · dz, dbias = Σ dz</summary>
internal sealed class DenseOp<TOp> : NumericOp where TOp : struct, IElementwise, IMap3
{
    public override string Name => "Dense";

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape input = x[0].Shape, kernel = x[1].Shape;
        Expect(kernel.Rank == 2 && input[^1] == kernel[0], "as many columns of the input as rows of the kernel", x);
        Expect(x.Length == 2 || (x[2].Shape.Rank == 1 && x[2].Shape[0] == kernel[1]), "as many elements of the bias as columns of the kernel", x);
        return new(input.With(^1, kernel[1]), x[0].DType);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        int n = y.Shape[^1].Value;
        var shape = new GemmShape(y.Length / n, n, x[1].Shape[0].Value);
        Gemm.RunBiased<T, TOp>(x[0].AsSpan<T>(), x[1].AsSpan<T>(), x.Length == 2 ? [] : x[2].AsSpan<T>(), y.Writable<T>(), shape);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        var (x, kernel, hasBias) = (saved.Inputs[0], saved.Inputs[1], saved.Inputs.Length == 3);
        Tensor dz = BeforeActivation(saved.Output, dy);
        Tensor? dx = saved.Needs(0) ? Ops.MatMul(dz, kernel, transposeB: true) : null;

        int rows = dz.Shape[..^1].Size;
        dz = Ops.Reshape(dz, [rows, dz.Shape[^1]]);
        Tensor? dKernel = saved.Needs(1) ? Ops.MatMul(Ops.Reshape(x, [rows, x.Shape[^1]]), dz, transposeA: true) : null;
        return hasBias ? [dx, dKernel, saved.Needs(2) ? Ops.Sum(dz, 0) : null] : [dx, dKernel];
    }

    /// <summary>dz in one pass, unless a tape records: that pass cannot be differentiated again.</summary>
    private static Tensor BeforeActivation(Tensor y, Tensor dy)
    {
        if (typeof(TOp) == typeof(Unchanged)) return dy;
        if (Tape.IsAnyRecording) return dy * TOp.Slope(y, y);
        Tensor dz = Tensor.Allocate(dy.Shape, dy.DType);
        if (dy.DType == DType.Float32) Elementwise.Map3<float, TOp>(y.AsSpan<float>(), y.AsSpan<float>(), dy.AsSpan<float>(), dz.Writable<float>());
        else Elementwise.Map3<double, TOp>(y.AsSpan<double>(), y.AsSpan<double>(), dy.AsSpan<double>(), dz.Writable<double>());
        return dz;
    }
}

/// <summary>y = x      dy/dx = 1</summary>
internal readonly struct Unchanged : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => x;

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy)
        where T : unmanaged, INumber<T> => dy;

    public static Tensor Slope(Tensor x, Tensor y) => Ops.OnesLike(x);
}
