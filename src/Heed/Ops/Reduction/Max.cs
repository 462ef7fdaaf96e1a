using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The largest element over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to search; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Same type; NaN if there is one. Of booleans, whether any is true.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice, or has no elements.</exception>
    /// <remarks>Keras: <c>keras.ops.max</c>, keras/src/ops/numpy.py. Equal elements share the gradient evenly.</remarks>
    public static Tensor Max(Tensor x, int[]? axes = null, bool keepDims = false) => x.DType == DType.Bool
        ? Any(x, axes, keepDims)
        : ReduceOp.Over(x, axes, keepDims, axes => new MaxOp(axes), nameof(Max));

    /// <summary>The largest element over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to search; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or has no elements.</exception>
    public static Tensor Max(Tensor x, int axis, bool keepDims = false) => Max(x, [axis], keepDims);

    /// <summary>Splits <paramref name="dy"/> evenly among the chosen elements along some axes.</summary>
    internal static Tensor ShareAmong(Tensor chosen, Tensor dy, int[] axes) =>
        Where(chosen, dy / Sum(chosen, axes, keepDims: true), 0);
}

/// <summary>y = max x      dx = dy at the largest, in equal parts where several are</summary>
internal sealed class MaxOp(int[] axes) : ReduceOp(axes)
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        ExpectElements(x);
        return base.Infer(x);
    }

    protected override void Fold<T>(ReadOnlySpan<T> x, Span<T> y, Lanes lanes) => ReduceKernel.Max(x, y, lanes.Outer, lanes.Length, lanes.Inner);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.ShareAmong(Ops.Equal(saved.Input, saved.Output), dy, Axes)];
}
