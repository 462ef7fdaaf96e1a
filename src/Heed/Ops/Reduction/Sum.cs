using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The sum over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to sum over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Floats and integers of 32 and 64 bits keep their type; booleans and narrower integers are summed as int32, unsigned ones as uint32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.sum</c>, keras/src/ops/numpy.py. The order of additions is fixed: the bits do not depend on the number of threads.</remarks>
    public static Tensor Sum(Tensor x, int[]? axes = null, bool keepDims = false) =>
        ReduceOp.Over(x.Cast(SumOp.Accumulator(x.DType)), axes, keepDims, axes => new SumOp(axes), nameof(Sum));

    /// <summary>The sum over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to sum over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Sum(Tensor x, int axis, bool keepDims = false) => Sum(x, [axis], keepDims);
}

/// <summary>y = Σ x      dx = dy, broadcast</summary>
internal sealed class SumOp(int[] axes) : ReduceOp(axes)
{
    /// <summary>The type in which elements of a type are added or multiplied.</summary>
    public static DType Accumulator(DType type) => type switch
    {
        DType.Bool or DType.Int8 or DType.Int16 => DType.Int32,
        DType.UInt8 or DType.UInt16 => DType.UInt32,
        _ => type,
    };

    protected override void Fold<T>(ReadOnlySpan<T> x, Span<T> y, Lanes lanes) => ReduceKernel.Sum(x, y, lanes.Outer, lanes.Length, lanes.Inner);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.BroadcastTo(dy, saved.Input.Shape)];
}
