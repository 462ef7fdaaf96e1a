namespace Heed;

public static partial class Ops
{
    /// <summary>Drops axes of length 1.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axes">The axes to drop; negative ones count from the last; <see langword="null"/>: all that are known to have length 1.</param>
    /// <returns>A tensor that shares the memory of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">An axis does not exist, occurs twice, or is longer than 1.</exception>
    /// <remarks>Keras: <c>keras.ops.squeeze</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Squeeze(Tensor x, int[]? axes = null) => new SqueezeOp(axes is null
        ? [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis].Equals(1))]
        : Axis.Of(axes, x.Rank, nameof(Squeeze))).Apply(x);

    /// <summary>Drops one axis of length 1.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axis">The axis to drop; negative counts from the last.</param>
    /// <returns>A tensor that shares the memory of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The axis does not exist or is longer than 1.</exception>
    public static Tensor Squeeze(Tensor x, int axis) => Squeeze(x, [axis]);
}

/// <summary>y = x without some axes of length 1</summary>
internal sealed class SqueezeOp(int[] axes) : ViewOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axes)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(Array.TrueForAll(axes, axis => shape[axis] == 1), $"length 1 at the axes [{string.Join(", ", axes)}]", x);
        return new(new Shape(shape.Where((_, axis) => !axes.Contains(axis))), x[0].DType);
    }
}
