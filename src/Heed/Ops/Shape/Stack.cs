namespace Heed;

public static partial class Ops
{
    /// <summary>Joins tensors of one shape along a new axis.</summary>
    /// <param name="tensors">At least one; any type.</param>
    /// <param name="axis">The place of the new axis in the result; −1 is the last.</param>
    /// <returns>The common type, and the number of tensors as length of the new axis.</returns>
    /// <exception cref="ShapeException">There is no tensor, or the shapes differ.</exception>
    /// <remarks>Keras: <c>keras.ops.stack</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        if (tensors.Count == 0) throw new ShapeException("Stack expects at least one tensor. Received an empty list.");
        if (tensors.Any(x => !x.Shape.IsCompatibleWith(tensors[0].Shape)))
            throw new ShapeException($"Stack expects tensors of one shape. Received {string.Join(", ", tensors.Select(x => x.Shape))}.");
        return Concatenate([.. tensors.Select(x => ExpandDims(x, axis))], Axis.Of(axis, tensors[0].Rank + 1, nameof(Stack)));
    }
}
