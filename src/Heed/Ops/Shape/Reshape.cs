namespace Heed;

public static partial class Ops
{
    /// <summary>The same elements, in the same order, under another shape.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="shape">The new shape; one length may be unknown and follows from the others.</param>
    /// <returns>A tensor that shares the memory of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The sizes differ, or more than one length is unknown.</exception>
    /// <remarks>Keras: <c>keras.ops.reshape</c>, keras/src/ops/numpy.py; −1 there is an unknown length here.</remarks>
    public static Tensor Reshape(Tensor x, Shape shape) => new ReshapeOp(shape).Apply(x);
}

/// <summary>y = x under another shape      dx = dy under x's shape</summary>
internal sealed class ReshapeOp(Shape shape) : ViewOp
{
    public Shape Target => shape;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("newshape", shape.Select(dim => dim.IsKnown ? dim.Value : -1))];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Dim[] dims = [.. shape];
        int free = Array.FindIndex(dims, dim => !dim.IsKnown);
        if (x[0].Shape.IsKnown)
        {
            int size = x[0].Shape.Size, rest = dims.Where(dim => dim.IsKnown).Aggregate(1, (product, dim) => product * dim.Value);
            if (free >= 0) dims[free] = rest == 0 ? 0 : size / rest;
            Expect(Array.TrueForAll(dims, dim => dim.IsKnown), "at most one unknown length in the new shape", x);
            Expect(new Shape(dims).Size == size, $"as many elements as the new shape {shape} has", x);
        }
        return new(new Shape(dims), x[0].DType);
    }
}
