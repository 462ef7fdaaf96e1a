using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The short-time Fourier transform along the last axis: windowed pieces of the signal, each transformed.</summary>
    /// <param name="x">Float32 or float64, (…, samples).</param>
    /// <param name="sequenceLength">Samples of a piece, at least 1.</param>
    /// <param name="sequenceStride">Samples from one piece to the next, at least 1.</param>
    /// <param name="fftLength">Length of the transforms, at least <paramref name="sequenceLength"/>; pieces stand in the middle of zeros.</param>
    /// <param name="window"><c>hann</c> or <c>hamming</c>, one period of it; <see langword="null"/>: none, then pieces have fftLength samples.</param>
    /// <param name="center">Is the signal mirrored at both ends by half a transform, so that piece t is centred at sample t · stride?</param>
    /// <returns>Real and imaginary parts (…, pieces, fftLength / 2 + 1).</returns>
    /// <exception cref="ShapeException">The signal is too short for a piece or its mirror image.</exception>
    /// <exception cref="ArgumentException">Another type, window, or numbers that do not fit.</exception>
    /// <remarks>Keras: <c>keras.ops.stft</c>, keras/src/ops/math.py.</remarks>
    public static (Tensor Real, Tensor Imaginary) Stft(Tensor x, int sequenceLength, int sequenceStride, int fftLength, string? window = "hann", bool center = true) =>
        Stft(x, window is null ? null : NamedWindow(nameof(Stft), window, sequenceLength), sequenceLength, sequenceStride, fftLength, center);

    /// <summary>The same with a window of your own.</summary>
    /// <param name="x">Float32 or float64, (…, samples).</param>
    /// <param name="window">Factors of the samples of a piece, which is as long.</param>
    /// <param name="sequenceStride">Samples from one piece to the next, at least 1.</param>
    /// <param name="fftLength">Length of the transforms, at least the window's; pieces stand in the middle of zeros.</param>
    /// <param name="center">Is the signal mirrored at both ends by half a transform, so that piece t is centred at sample t · stride?</param>
    /// <returns>Real and imaginary parts (…, pieces, fftLength / 2 + 1).</returns>
    /// <exception cref="ShapeException">The signal is too short for a piece or its mirror image, or the window is no vector.</exception>
    /// <exception cref="ArgumentException">Another type, or numbers that do not fit.</exception>
    public static (Tensor Real, Tensor Imaginary) Stft(Tensor x, Tensor window, int sequenceStride, int fftLength, bool center = true) =>
        Stft(x, RequireWindow(nameof(Stft), window), window.Shape[0].Value, sequenceStride, fftLength, center);

    private static (Tensor Real, Tensor Imaginary) Stft(Tensor x, Tensor? window, int sequenceLength, int sequenceStride, int fftLength, bool center)
    {
        CheckStft(nameof(Stft), x, sequenceLength, sequenceStride, fftLength);
        if (x.Rank == 0) throw new ShapeException($"Stft expects a signal of at least one axis. Received {x.Spec}.");
        if (center && fftLength > 1) x = Pad(x, [.. Enumerable.Repeat((0, 0), x.Rank - 1), (fftLength / 2, fftLength / 2)], PadMode.Reflect);
        Tensor pieces = ExtractSequences(x, fftLength, sequenceStride);                    // (…, pieces, fftLength)
        return Rfft(sequenceLength == fftLength && window is null ? pieces : pieces * Centered(window, sequenceLength, fftLength).Cast(x.DType));
    }

    /// <summary>A window in the middle of zeros; without one, of ones.</summary>
    internal static Tensor Centered(Tensor? window, int sequenceLength, int fftLength)
    {
        int before = (fftLength - sequenceLength) / 2;
        return window is null ? Ones([fftLength], DType.Float64) : Pad(window, [(before, fftLength - sequenceLength - before)]);
    }

    internal static Tensor NamedWindow(string op, string name, int length)
    {
        if (name is not ("hann" or "hamming")) throw new ArgumentException($"{op} expects the window hann, hamming, or the window's values. Received '{name}'.");
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, "sequenceLength");
        return Tensor.From(SignalWindow.Values(name, length, periodic: true), [length]);
    }

    private static Tensor RequireWindow(string op, Tensor window) => window.Rank == 1 ? window
        : throw new ShapeException($"{op} expects a window of one axis. Received {window.Spec}.");

    private static void CheckStft(string op, Tensor x, int sequenceLength, int sequenceStride, int fftLength)
    {
        if (x.DType is not (DType.Float32 or DType.Float64)) throw new ArgumentException($"{op} expects float32 or float64. Received {x.Spec}. Cast it first.");
        if (sequenceLength < 1 || sequenceStride < 1 || fftLength < sequenceLength)
            throw new ArgumentException($"{op} expects a sequenceLength and a sequenceStride of at least 1 and an fftLength of at least sequenceLength. " +
                $"Received {sequenceLength}, {sequenceStride} and {fftLength}.");
    }
}
