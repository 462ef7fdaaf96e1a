namespace Heed;

public static partial class Ops
{
    /// <summary>Whether a number is infinite, element by element.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <returns>Booleans of the same shape: true for ∞ and −∞.</returns>
    /// <remarks>Keras: <c>keras.ops.isinf</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor IsInf(Tensor x) => Equal(Abs(x), double.PositiveInfinity);
}
