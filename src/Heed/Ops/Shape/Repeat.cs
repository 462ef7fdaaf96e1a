namespace Heed;

public static partial class Ops
{
    /// <summary>Repeats every element, row or larger part: <c>1 2 3 → 1 1 2 2 3 3</c>.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="repeats">How many times.</param>
    /// <param name="axis">The axis along which parts follow each other; <see langword="null"/>: the flattened tensor.</param>
    /// <returns>The axis as many times as long.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or the count is negative.</exception>
    /// <remarks>Keras: <c>keras.ops.repeat</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Repeat(Tensor x, int repeats, int? axis = null) => Repeat(x, [repeats], axis);

    /// <summary>Repeats each element, row or larger part its own number of times.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="repeats">How many times each; a single number is for all.</param>
    /// <param name="axis">The axis along which parts follow each other; <see langword="null"/>: the flattened tensor.</param>
    /// <returns>The axis as long as the sum of <paramref name="repeats"/>.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or there is not a count of at least 0 for each part.</exception>
    public static Tensor Repeat(Tensor x, int[] repeats, int? axis = null) => axis is { } along
        ? new RepeatOp(repeats, Axis.Of(along, x.Rank, nameof(Repeat))).Apply(x)
        : new RepeatOp(repeats, 0).Apply(Reshape(x, [Dim.Unknown]));
}

/// <summary>y = each part of x several times: a take</summary>
internal sealed class RepeatOp(int[] repeats, int axis) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("repeats", repeats), ("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Dim length = x[0].Shape[axis];
        Expect(repeats.Length == 1 || length == repeats.Length, $"one count, or one for each part along axis {axis}", x);
        Expect(Array.TrueForAll(repeats, count => count >= 0), "counts of at least 0", x);
        return new(x[0].Shape.With(axis, repeats.Length == 1 ? length * repeats[0] : repeats.Sum()), x[0].DType);
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        int[] parts = [.. Enumerable.Range(0, x[0].Shape[axis].Value).SelectMany(i => Enumerable.Repeat(i, repeats[repeats.Length == 1 ? 0 : i]))];
        return Ops.Take(x[0], parts, axis);
    }
}
