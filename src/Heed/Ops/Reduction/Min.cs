using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The smallest element over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to search; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Same type; NaN if there is one. Of booleans, whether all are true.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice, or has no elements.</exception>
    /// <remarks>Keras: <c>keras.ops.min</c>, keras/src/ops/numpy.py. Equal elements share the gradient evenly.</remarks>
    public static Tensor Min(Tensor x, int[]? axes = null, bool keepDims = false) => x.DType == DType.Bool
        ? All(x, axes, keepDims)
        : ReduceOp.Over(x, axes, keepDims, axes => new MinOp(axes), nameof(Min));

    /// <summary>The smallest element over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to search; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or has no elements.</exception>
    public static Tensor Min(Tensor x, int axis, bool keepDims = false) => Min(x, [axis], keepDims);
}

/// <summary>y = min x      dx = dy at the smallest, in equal parts where several are</summary>
internal sealed class MinOp(int[] axes) : ReduceOp(axes)
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        ExpectElements(x);
        return base.Infer(x);
    }

    protected override void Fold<T>(ReadOnlySpan<T> x, Span<T> y, Lanes lanes) => ReduceKernel.Min(x, y, lanes.Outer, lanes.Length, lanes.Inner);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.ShareAmong(Ops.Equal(saved.Input, saved.Output), dy, Axes)];
}
