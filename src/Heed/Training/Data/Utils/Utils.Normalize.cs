namespace Heed;

public static partial class Utils
{
    /// <summary>Divides vectors by their norm: <c>x / (Σ |x|ᵖ)^(1/p)</c>; a vector of zeros stays.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="axis">Along which the vectors lie.</param>
    /// <param name="order">The p of the norm, above 0; infinity takes the largest magnitude.</param>
    /// <returns>The same shape; float32 unless <paramref name="x"/> is of another float type.</returns>
    /// <exception cref="ArgumentException"><paramref name="axis"/> or <paramref name="order"/> is out of range.</exception>
    /// <remarks>Keras: <c>keras.utils.normalize</c>, keras/src/utils/numerical_utils.py.</remarks>
    public static Tensor Normalize(Tensor x, int axis = -1, double order = 2)
    {
        if (!(order > 0)) throw new ArgumentOutOfRangeException(nameof(order), FormattableString.Invariant($"Utils.Normalize expects order to be a number above 0. Received {order}."));
        if (!x.DType.IsFloat()) x = x.Cast(DType.Float32);
        Tensor size = Ops.Abs(x), largest = Ops.Max(size, axis, keepDims: true);
        Tensor safe = Ops.Where(Ops.Equal(largest, 0), Ops.OnesLike(largest), largest);     // powers of numbers up to 1 neither overflow nor vanish together
        Tensor norm = double.IsPositiveInfinity(order) ? safe : safe * Ops.Power(Ops.Sum(Ops.Power(size / safe, order), axis, keepDims: true), 1 / order);
        return x / Ops.Where(Ops.Equal(largest, 0), Ops.OnesLike(norm), norm);
    }
}
