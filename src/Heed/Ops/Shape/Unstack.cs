namespace Heed;

public static partial class Ops
{
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
            throw new ShapeException(
                $"Unstack expects the length of axis {axis} as count. Received {x.Shape} and {count?.ToString() ?? "no count"}.");
        return Array.ConvertAll(Split(x, count ?? length.Value, axis), part => Squeeze(part, axis));
    }
}
