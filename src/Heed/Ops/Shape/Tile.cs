namespace Heed;

public static partial class Ops
{
    /// <summary>Puts copies of a tensor side by side: <c>1 2 3 → 1 2 3 1 2 3</c>.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="repeats">
    /// How many copies along each axis; if there are fewer than axes, they are for the last ones, if more, axes of length 1 come in front.
    /// </param>
    /// <returns>Each axis as many times as long.</returns>
    /// <exception cref="ShapeException">A number is negative.</exception>
    /// <remarks>Keras: <c>keras.ops.tile</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Tile(Tensor x, params int[] repeats)
    {
        if (repeats.Any(count => count < 0)) throw new ShapeException($"Tile expects counts of at least 0. Received [{string.Join(", ", repeats)}].");
        if (repeats.Length > x.Rank) x = ExpandDims(x, [.. Enumerable.Range(0, repeats.Length - x.Rank)]);
        return new TileOp([.. Enumerable.Repeat(1, x.Rank - repeats.Length), .. repeats]).Apply(x);
    }
}

/// <summary>y = copies of x along each axis: an axis of copies in front of each, merged with it</summary>
internal sealed class TileOp(int[] repeats) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("repeats", repeats)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) =>
        new(new Shape(x[0].Shape.Select((length, axis) => length * repeats[axis])), x[0].DType);

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Dim[] lengths = [.. x[0].Shape];
        Tensor apart = Ops.ExpandDims(x[0], [.. repeats.Select((_, axis) => 2 * axis)]);
        Tensor copies = Ops.BroadcastTo(apart, new Shape(lengths.SelectMany((length, axis) => (Dim[])[repeats[axis], length])));
        return Ops.Reshape(copies, new Shape(lengths.Select((length, axis) => length * repeats[axis])));
    }
}
