namespace Heed;

public static partial class Ops
{
    /// <summary>A matrix with ones on a diagonal and zeros elsewhere.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; <see langword="null"/>: as many as rows.</param>
    /// <param name="k">Which diagonal: 0 is the main one, 1 the one above it, −1 the one below.</param>
    /// <param name="dtype">The element type.</param>
    /// <returns>Shape (rows, columns).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <remarks>Keras: <c>keras.ops.eye</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Eye(int rows, int? columns = null, int k = 0, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return OneHot(Arange(k, k + rows), columns ?? rows, -1, dtype);
    }
}
