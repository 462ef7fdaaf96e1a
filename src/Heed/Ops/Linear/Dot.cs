namespace Heed;

public static partial class Ops
{
    /// <summary>
    /// The dot product as NumPy has it: of vectors their inner product, of matrices their product, of larger tensors over the last axis and the last
    /// but one.
    /// </summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">Numbers.</param>
    /// <returns>If one is a single number, the product; otherwise the axes of both without those summed over.</returns>
    /// <exception cref="ShapeException">The lengths of the axes summed over differ.</exception>
    /// <remarks>Keras: <c>keras.ops.dot</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Dot(Tensor x, Tensor y) => x.Rank == 0 || y.Rank == 0 ? x * y : Tensordot(x, y, [-1], [y.Rank == 1 ? 0 : -2]);
}
