namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse of <see cref="Stft(Tensor, int, int, int, string, bool)"/> with the same numbers: pieces are transformed back, windowed, added up and divided by the sum of the squared windows.</summary>
    /// <param name="x">Real and imaginary parts, float32 or float64, (…, pieces, fftLength / 2 + 1).</param>
    /// <param name="sequenceLength">Samples of a piece, at least 1.</param>
    /// <param name="sequenceStride">Samples from one piece to the next, at least 1.</param>
    /// <param name="fftLength">Length of the transforms, at least <paramref name="sequenceLength"/>.</param>
    /// <param name="length">Samples of the result, cut or filled with zeros; <see langword="null"/>: all there are.</param>
    /// <param name="window"><c>hann</c> or <c>hamming</c>; <see langword="null"/>: none, then pieces are only added up.</param>
    /// <param name="center">Are the mirrored samples at both ends taken away?</param>
    /// <returns>The signal (…, samples).</returns>
    /// <exception cref="ShapeException">The parts differ in shape, or have fewer than two axes.</exception>
    /// <exception cref="ArgumentException">Another type, window, or numbers that do not fit.</exception>
    /// <remarks>
    /// Where windows add up to less than 1e-10 nothing is divided. At the edges Keras's backends differ; here the windows that are really there count, as in NumPy's.
    /// Keras: <c>keras.ops.istft</c>, keras/src/ops/math.py.
    /// </remarks>
    public static Tensor Istft((Tensor Real, Tensor Imaginary) x, int sequenceLength, int sequenceStride, int fftLength, int? length = null, string? window = "hann", bool center = true) =>
        Istft(x, window is null ? null : NamedWindow(nameof(Istft), window, sequenceLength), sequenceLength, sequenceStride, fftLength, length, center);

    /// <summary>The same with a window of your own.</summary>
    /// <param name="x">Real and imaginary parts, float32 or float64, (…, pieces, fftLength / 2 + 1).</param>
    /// <param name="window">Factors of the samples of a piece, which is as long.</param>
    /// <param name="sequenceStride">Samples from one piece to the next, at least 1.</param>
    /// <param name="fftLength">Length of the transforms, at least the window's.</param>
    /// <param name="length">Samples of the result, cut or filled with zeros; <see langword="null"/>: all there are.</param>
    /// <param name="center">Are the mirrored samples at both ends taken away?</param>
    /// <returns>The signal (…, samples).</returns>
    /// <exception cref="ShapeException">The parts differ in shape or have fewer than two axes, or the window is no vector.</exception>
    /// <exception cref="ArgumentException">Another type, or numbers that do not fit.</exception>
    public static Tensor Istft((Tensor Real, Tensor Imaginary) x, Tensor window, int sequenceStride, int fftLength, int? length = null, bool center = true) =>
        Istft(x, RequireWindow(nameof(Istft), window), window.Shape[0].Value, sequenceStride, fftLength, length, center);

    private static Tensor Istft((Tensor Real, Tensor Imaginary) x, Tensor? window, int sequenceLength, int sequenceStride, int fftLength, int? length, bool center)
    {
        CheckStft(nameof(Istft), x.Real, sequenceLength, sequenceStride, fftLength);
        if (length is { } samples) ArgumentOutOfRangeException.ThrowIfNegative(samples, nameof(length));
        var op = new IstftOp(sequenceStride, fftLength, length, center);
        return window is null ? op.Apply(x.Real, x.Imaginary) : op.Apply(x.Real, x.Imaginary, Centered(window, sequenceLength, fftLength).Cast(x.Real.DType));
    }
}

/// <summary>y[j] = Σ w[i] · irfft(x)[s, i] / Σ w[i]² over s · stride + i = j: other ops</summary>
internal sealed class IstftOp(int stride, int fftLength, int? length, bool center) : CompositeOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.IsCompatibleWith(x[1].Shape) && shape.Rank >= 2, "real and imaginary parts of one shape (…, pieces, bins)", x);
        Dim samples = length is { } given ? given : shape[^2].IsKnown ? Math.Max(0, (shape[^2].Value - 1) * stride + fftLength - 2 * Edge) : Dim.Unknown;
        return x[0] with { Shape = [.. shape[..^2], samples] };
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Tensor pieces = Ops.Irfft((x[0], x[1]), fftLength);                                // (…, pieces, fftLength)
        int samples = Infer([x[0].Spec, x[1].Spec]).Shape[^1].Value;
        if (x.Length == 2) return Trim(Ops.OverlapAdd(pieces, stride), samples);

        Tensor window = x[2];
        Tensor sum = Trim(Ops.OverlapAdd(pieces * window, stride), samples);               // (…, samples)
        Tensor squares = Ops.BroadcastTo(Ops.Square(window), [pieces.Shape[^2], fftLength]);
        Tensor weight = Trim(Ops.OverlapAdd(squares, stride), samples);
        return sum / Ops.Where(weight > 1e-10, weight, Ops.OnesLike(weight));
    }

    private int Edge => center ? fftLength / 2 : 0;

    private Tensor Trim(Tensor y, int samples)
    {
        int all = y.Shape[^1].Value;
        return Ops.FitLast(Ops.StretchOfLast(y, Math.Min(Edge, all), Math.Min(samples, Math.Max(0, all - Edge))), samples);
    }
}
