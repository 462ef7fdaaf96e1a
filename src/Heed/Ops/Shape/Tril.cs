namespace Heed;

public static partial class Ops
{
    /// <summary>The lower triangle of matrices; what lies above it becomes 0.</summary>
    /// <param name="x">Matrices (…, M, N) of numbers or booleans.</param>
    /// <param name="k">The last diagonal that stays: 0 is the main one, 1 the one above it, −1 the one below.</param>
    /// <returns>Same shape and type.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes.</exception>
    /// <remarks>Keras: <c>keras.ops.tril</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Tril(Tensor x, int k = 0) => new TriangleOp(k, isUpper: false).Apply(x);
}
