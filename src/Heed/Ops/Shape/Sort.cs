using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The elements along an axis in ascending order; NaN comes last.</summary>
    /// <param name="x">Numbers or booleans, rank at least 1.</param>
    /// <param name="axis">The axis to sort along; negative counts from the last.</param>
    /// <returns>Same shape and type.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.sort</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Sort(Tensor x, int axis = -1) => TakeAlongAxis(x, ArgSort(x, axis), axis);

    /// <summary>Where the elements stand that an ascending order would put first, second, and so on; NaN comes last.</summary>
    /// <param name="x">Numbers or booleans, rank at least 1.</param>
    /// <param name="axis">The axis to sort along; negative counts from the last.</param>
    /// <returns>Places (int32), same shape; equal elements keep their order.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.argsort</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor ArgSort(Tensor x, int axis = -1) => new ArgSortOp(Axis.Of(axis, x.Rank, nameof(ArgSort))).Apply(AsNumber(x));
}

/// <summary>y = the places of x in ascending order; a place has no slope</summary>
internal sealed class ArgSortOp(int axis) : ConstantOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(x[0].Shape, DType.Int32);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        switch (x[0].DType)
        {
            case DType.Float32: Run<float>(x[0], y); break;
            case DType.Float64: Run<double>(x[0], y); break;
            case DType.Int32: Run<int>(x[0], y); break;
            case DType.Int64: Run<long>(x[0], y); break;
            case DType.UInt64: Run<ulong>(x[0], y); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    private void Run<T>(Tensor x, Tensor y) where T : unmanaged, INumber<T>
    {
        Lanes lanes = Lanes.Of(x.Shape, axis);
        var entries = new (T, int)[lanes.Length];
        for (int o = 0; o < lanes.Outer && lanes.Length > 0; o++)
        {
            for (int j = 0; j < lanes.Inner; j++)
            {
                int start = o * lanes.Length * lanes.Inner + j;
                SortKernel.Ascending(x.AsSpan<T>()[start..], lanes.Inner, y.Writable<int>()[start..], entries);
            }
        }
    }
}
