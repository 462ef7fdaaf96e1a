namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse of <see cref="Fft2"/>: positive exponents, divided by the number of elements of a transform.</summary>
    /// <param name="x">Real and imaginary parts, floating point, of one shape (…, M, N).</param>
    /// <returns>Real and imaginary parts of the same shape.</returns>
    /// <exception cref="ShapeException">The parts differ in shape, have fewer than two axes, or M or N is 0 or unknown.</exception>
    /// <exception cref="ArgumentException">They are not floating point.</exception>
    /// <remarks>Keras: <c>keras.ops.ifft2</c>, keras/src/ops/math.py.</remarks>
    public static (Tensor Real, Tensor Imaginary) Ifft2((Tensor Real, Tensor Imaginary) x) => Transform(new FourierOp(2, isInverse: true, isScaled: true), x);
}
