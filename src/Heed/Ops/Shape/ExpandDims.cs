namespace Heed;

public static partial class Ops
{
    /// <summary>Adds an axis of length 1.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axis">Its place in the result; −1 is the last.</param>
    /// <returns>A tensor that shares the memory of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException"><paramref name="axis"/> is outside [−rank − 1, rank].</exception>
    /// <remarks>Keras: <c>keras.ops.expand_dims</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor ExpandDims(Tensor x, int axis) => ExpandDims(x, [axis]);

    /// <summary>Adds several axes of length 1.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axes">Their places in the result; negative ones count from its last axis.</param>
    /// <returns>A tensor that shares the memory of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">An axis does not exist in the result or occurs twice.</exception>
    public static Tensor ExpandDims(Tensor x, int[] axes) =>
        new ExpandDimsOp(Axis.Of(axes, x.Rank + axes.Length, nameof(ExpandDims))).Apply(x);
}

/// <summary>y = x with axes of length 1 at some places</summary>
internal sealed class ExpandDimsOp(int[] axes) : ViewOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axes)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        List<Dim> dims = [.. x[0].Shape];
        foreach (int axis in axes) dims.Insert(axis, 1);
        return new(new Shape(dims), x[0].DType);
    }
}
