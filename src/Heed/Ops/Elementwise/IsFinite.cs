namespace Heed;

public static partial class Ops
{
    /// <summary>Whether a number is finite, element by element.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <returns>Booleans of the same shape: true for all but NaN, ∞ and −∞.</returns>
    /// <remarks>Keras: <c>keras.ops.isfinite</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor IsFinite(Tensor x) => Less(Abs(x), double.PositiveInfinity);
}
