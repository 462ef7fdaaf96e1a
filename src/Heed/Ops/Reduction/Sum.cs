using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The sum over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to sum over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep the summed axes with length 1?</param>
    /// <returns>Floats, int32, int64 and wider unsigned integers keep their type; booleans and narrower integers are summed as int32, unsigned ones as uint32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.sum</c>, keras/src/ops/numpy.py. The order of additions is fixed: the bits do not depend on the number of threads.</remarks>
    public static Tensor Sum(Tensor x, int[]? axes = null, bool keepDims = false) =>
        ReduceOp.Over(x.Cast(SumOp.Accumulator(x.DType)), axes, keepDims, (first, last) => new SumOp(first, last), nameof(Sum));

    /// <summary>The sum over one axis.</summary>
    /// <param name="x">Numbers or booleans, rank at least 1.</param>
    /// <param name="axis">The axis to sum over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As the sum over several axes.</returns>
    public static Tensor Sum(Tensor x, int axis, bool keepDims = false) => Sum(x, [axis], keepDims);
}

/// <summary>y = Σ x over neighbouring axes      dx = dy, broadcast</summary>
internal sealed class SumOp(int first, int last) : ReduceOp(first, last)
{
    public static DType Accumulator(DType type) => type switch
    {
        DType.Bool or DType.Int8 or DType.Int16 => DType.Int32,
        DType.UInt8 or DType.UInt16 => DType.UInt32,
        _ => type,
    };

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(x[0].Shape, First, Last);
        switch (y.DType)
        {
            case DType.Float32: Run<float>(x[0], y, lanes); break;
            case DType.Float64: Run<double>(x[0], y, lanes); break;
            case DType.Int32: Run<int>(x[0], y, lanes); break;
            case DType.Int64: Run<long>(x[0], y, lanes); break;
            case DType.UInt64: Run<ulong>(x[0], y, lanes); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.BroadcastTo(dy, saved.Input.Shape)];

    private static void Run<T>(Tensor x, Tensor y, Lanes lanes) where T : unmanaged, System.Numerics.INumber<T> =>
        ReduceKernel.Sum(x.AsSpan<T>(), y.Writable<T>(), lanes.Outer, lanes.Length, lanes.Inner);
}
