using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The arithmetic mean over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to average over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Floats keep their type; means of integers and booleans are float32. NaN over axes without elements.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.mean</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Mean(Tensor x, int[]? axes = null, bool keepDims = false) =>
        ReduceOp.Over(AsFloat(x), axes, keepDims, axes => new MeanOp(axes), nameof(Mean));

    /// <summary>The arithmetic mean over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to average over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Mean(Tensor x, int axis, bool keepDims = false) => Mean(x, [axis], keepDims);
}

/// <summary>y = Σ x / n      dx = dy / n, broadcast</summary>
internal sealed class MeanOp(int[] axes) : ReduceOp(axes)
{
    protected override void Fold<T>(ReadOnlySpan<T> x, Span<T> y, Lanes lanes) => ReduceKernel.Mean(x, y, lanes.Outer, lanes.Length, lanes.Inner);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Shape shape = saved.Input.Shape;
        double count = Axes.Aggregate(1.0, (count, axis) => count * shape[axis].Value);
        return [Ops.BroadcastTo(dy / count, shape)];
    }
}
