namespace Heed;

public static partial class Ops
{
    /// <summary>The discrete Fourier transform along the last two axes.</summary>
    /// <param name="x">Real and imaginary parts, floating point, of one shape (…, M, N).</param>
    /// <returns>Real and imaginary parts of the same shape.</returns>
    /// <exception cref="ShapeException">The parts differ in shape, have fewer than two axes, or M or N is 0 or unknown.</exception>
    /// <exception cref="ArgumentException">They are not floating point.</exception>
    /// <remarks>Keras: <c>keras.ops.fft2</c>, keras/src/ops/math.py.</remarks>
    public static (Tensor Real, Tensor Imaginary) Fft2((Tensor Real, Tensor Imaginary) x) => Transform(new FourierOp(2, isInverse: false, isScaled: false), x);
}
