namespace Heed;

public static partial class Ops
{
    /// <summary>All products of an element of one tensor with one of another, both flattened.</summary>
    /// <param name="x">Numbers, M in all.</param>
    /// <param name="y">Numbers, N in all.</param>
    /// <returns>Shape (M, N).</returns>
    /// <remarks>Keras: <c>keras.ops.outer</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Outer(Tensor x, Tensor y) => ExpandDims(Reshape(x, [Dim.Unknown]), 1) * Reshape(y, [Dim.Unknown]);
}
