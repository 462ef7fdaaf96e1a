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

    /// <summary>Takes a tensor apart along an axis, which disappears.</summary>
    /// <param name="x">Any type, rank at least 1.</param>
    /// <param name="count">The length of the axis; needed only where it is unknown.</param>
    /// <param name="axis">The axis; negative counts from the last.</param>
    /// <returns>As many tensors as the axis is long.</returns>
    /// <exception cref="ShapeException">The length is unknown and <paramref name="count"/> missing, or they differ.</exception>
    /// <remarks>Keras: <c>keras.ops.unstack</c>, keras/src/ops/core.py.</remarks>
    public static Tensor[] Unstack(Tensor x, int? count = null, int axis = 0)
    {
        axis = Axis.Of(axis, x.Rank, nameof(Unstack));
        Dim length = x.Shape[axis];
        if (length != count || !(length.IsKnown || count.HasValue))
            throw new ShapeException($"Unstack expects the length of axis {axis} as count. Received {x.Shape} and {count?.ToString() ?? "no count"}.");
        return Array.ConvertAll(Split(x, count ?? length.Value, axis), part => Squeeze(part, axis));
    }
}
