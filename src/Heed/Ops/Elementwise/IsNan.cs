namespace Heed;

public static partial class Ops
{
    /// <summary>Whether a number is not a number, element by element.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <returns>Booleans of the same shape: true for NaN.</returns>
    /// <remarks>Keras: <c>keras.ops.isnan</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor IsNan(Tensor x) => NotEqual(x, x);
}
