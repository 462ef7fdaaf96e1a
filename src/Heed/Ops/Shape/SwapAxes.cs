namespace Heed;

public static partial class Ops
{
    /// <summary>Exchanges two axes.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axis1">One axis; negative counts from the last.</param>
    /// <param name="axis2">The other.</param>
    /// <returns>The tensor with both axes exchanged.</returns>
    /// <exception cref="ShapeException">An axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.swapaxes</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor SwapAxes(Tensor x, int axis1, int axis2)
    {
        int[] order = [.. Enumerable.Range(0, x.Rank)];
        (axis1, axis2) = (Axis.Of(axis1, x.Rank, nameof(SwapAxes)), Axis.Of(axis2, x.Rank, nameof(SwapAxes)));
        (order[axis1], order[axis2]) = (axis2, axis1);
        return Transpose(x, order);
    }
}
