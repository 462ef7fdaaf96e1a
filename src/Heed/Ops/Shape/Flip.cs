namespace Heed;

public static partial class Ops
{
    /// <summary>Turns the order of elements around along some axes.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axes">The axes; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <returns>Same shape.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.flip</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Flip(Tensor x, int[]? axes = null)
    {
        int[] turned = Axis.Of(axes, x.Rank, nameof(Flip));
        return Slice(x, [.. Enumerable.Range(0, x.Rank).Select(axis => TensorIndex.Slice(null, null, turned.Contains(axis) ? -1 : 1))]);
    }

    /// <summary>Turns the order of elements around along one axis.</summary>
    /// <param name="x">Any type, rank at least 1.</param>
    /// <param name="axis">The axis; negative counts from the last.</param>
    /// <returns>Same shape.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Flip(Tensor x, int axis) => Flip(x, [axis]);
}
