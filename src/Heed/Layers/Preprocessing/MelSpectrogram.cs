using Heed.Initializers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Turns audio signals into mel spectrograms: how strong each band of frequencies is over time, bands spaced as ears hear them.</summary>
/// <remarks>
/// <para><b>Inputs</b>   samples (…, N): one signal or a batch; whole numbers become floats.</para>
/// <para><b>Output</b>   (…, numMelBins, time), with <c>1 + N / sequenceStride</c> columns for an even fftLength.</para>
/// <para><b>Formula</b>  |STFT|^magExp · bands; with powerToDb, <c>10 log10(max(S, minPower)) − 10 log10(max(|refPower|, minPower))</c>, cut off topDb below the
/// highest value of the whole output. Band b is a triangle on the scale <c>1127 ln(1 + f / 700)</c>, of height 1.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  the symbolic shape is that of the result; Keras promises one column more where N + 1 is a multiple of the stride.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/mel_spectrogram.py. The many arguments are Keras's.</para>
/// </remarks>
public sealed class MelSpectrogram : Layer
{
    private readonly double[]? _window;
    private Tensor? _bands;     // (bins, numMelBins), of the last type asked for

    /// <summary>Makes the layer.</summary>
    /// <param name="fftLength">Samples of a transform.</param>
    /// <param name="sequenceStride">Samples from one column to the next.</param>
    /// <param name="sequenceLength">Samples that the window covers, at most <paramref name="fftLength"/>; <see langword="null"/>: as many.</param>
    /// <param name="window"><c>hann</c> or <c>hamming</c>; <see langword="null"/>: none.</param>
    /// <param name="samplingRate">Samples a second.</param>
    /// <param name="numMelBins">How many bands.</param>
    /// <param name="minFreq">Lower edge of the lowest band, in hertz.</param>
    /// <param name="maxFreq">Upper edge of the highest band, in hertz; <see langword="null"/>: half the sampling rate.</param>
    /// <param name="powerToDb">Are the results decibels?</param>
    /// <param name="topDb">How far below the highest value decibels are cut off.</param>
    /// <param name="magExp">Exponent of the magnitudes: 1 for amplitudes, 2 for power.</param>
    /// <param name="minPower">The least power that is told from silence.</param>
    /// <param name="refPower">The power of 0 decibels.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the window unknown.</exception>
    public MelSpectrogram(int fftLength = 2048, int sequenceStride = 512, int? sequenceLength = null, string? window = "hann", int samplingRate = 16000,
                          int numMelBins = 128, double minFreq = 20.0, double? maxFreq = null, bool powerToDb = true, double topDb = 80.0, double magExp = 2.0,
                          double minPower = 1e-10, double refPower = 1.0, string? name = null)
        : this(window, null, fftLength, sequenceStride, sequenceLength, samplingRate, numMelBins, minFreq, maxFreq, powerToDb, topDb, magExp, minPower, refPower, name) { }

    /// <summary>Makes the layer with a window of your own.</summary>
    /// <param name="window">As many factors as the window covers samples.</param>
    /// <param name="fftLength">Samples of a transform.</param>
    /// <param name="sequenceStride">Samples from one column to the next.</param>
    /// <param name="samplingRate">Samples a second.</param>
    /// <param name="numMelBins">How many bands.</param>
    /// <param name="minFreq">Lower edge of the lowest band, in hertz.</param>
    /// <param name="maxFreq">Upper edge of the highest band, in hertz; <see langword="null"/>: half the sampling rate.</param>
    /// <param name="powerToDb">Are the results decibels?</param>
    /// <param name="topDb">How far below the highest value decibels are cut off.</param>
    /// <param name="magExp">Exponent of the magnitudes: 1 for amplitudes, 2 for power.</param>
    /// <param name="minPower">The least power that is told from silence.</param>
    /// <param name="refPower">The power of 0 decibels.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public MelSpectrogram(double[] window, int fftLength = 2048, int sequenceStride = 512, int samplingRate = 16000, int numMelBins = 128, double minFreq = 20.0,
                          double? maxFreq = null, bool powerToDb = true, double topDb = 80.0, double magExp = 2.0, double minPower = 1e-10, double refPower = 1.0, string? name = null)
        : this(null, window, fftLength, sequenceStride, window.Length, samplingRate, numMelBins, minFreq, maxFreq, powerToDb, topDb, magExp, minPower, refPower, name) { }

    private MelSpectrogram(string? window, double[]? values, int fftLength, int sequenceStride, int? sequenceLength, int samplingRate, int numMelBins,
                           double minFreq, double? maxFreq, bool powerToDb, double topDb, double magExp, double minPower, double refPower, string? name) : base(name)
    {
        (FftLength, SequenceStride) = (Require.Positive(fftLength, this), Require.Positive(sequenceStride, this));
        SequenceLength = Require.AtLeast(1, sequenceLength is null or 0 ? fftLength : sequenceLength.Value, this, nameof(sequenceLength));
        if (fftLength < SequenceLength) throw new ArgumentException($"{this} expects fftLength to be at least sequenceLength. Received {fftLength} and {SequenceLength}.");
        if (window is not (null or "hann" or "hamming")) throw new ArgumentException($"{this} expects the window hann, hamming or null. Received '{window}'. Give the window's values instead.");
        if (values is not null && values.Length != SequenceLength)
            throw new ArgumentException($"{this} expects a window of sequenceLength, {SequenceLength}, values. Received {values.Length}.");
        (Window, _window) = (window, values);
        (SamplingRate, NumMelBins) = (Require.Positive(samplingRate, this), Require.Positive(numMelBins, this));
        (MinFreq, MaxFreq) = (Require.NotNegative(minFreq, this), maxFreq is null or 0 ? samplingRate / 2 : maxFreq.Value);
        if (!(MaxFreq > MinFreq && double.IsFinite(MaxFreq))) throw new ArgumentException($"{this} expects maxFreq to be above minFreq. Received {MaxFreq} and {MinFreq}.");
        (PowerToDb, TopDb, MagExp) = (powerToDb, topDb, magExp);
        (MinPower, RefPower) = (Require.Positive(minPower, this), refPower);
    }

    /// <summary>Samples of a transform.</summary>
    public int FftLength { get; }

    /// <summary>Samples from one column to the next.</summary>
    public int SequenceStride { get; }

    /// <summary>Samples that the window covers.</summary>
    public int SequenceLength { get; }

    /// <summary>The window's name; <see langword="null"/> if there is none or it was given by its values.</summary>
    public string? Window { get; }

    /// <summary>Samples a second.</summary>
    public int SamplingRate { get; }

    /// <summary>How many bands.</summary>
    public int NumMelBins { get; }

    /// <summary>Lower edge of the lowest band, in hertz.</summary>
    public double MinFreq { get; }

    /// <summary>Upper edge of the highest band, in hertz.</summary>
    public double MaxFreq { get; }

    /// <summary>Are the results decibels?</summary>
    public bool PowerToDb { get; }

    /// <summary>How far below the highest value decibels are cut off.</summary>
    public double TopDb { get; }

    /// <summary>Exponent of the magnitudes.</summary>
    public double MagExp { get; }

    /// <summary>The least power that is told from silence.</summary>
    public double MinPower { get; }

    /// <summary>The power of 0 decibels.</summary>
    public double RefPower { get; }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor signal = inputs[0].Cast(ComputeDType == Heed.DType.Float64 ? Heed.DType.Float64 : Heed.DType.Float32);
        (Tensor real, Tensor imaginary) = _window is null
            ? Stft(signal, SequenceLength, SequenceStride, FftLength, Window)
            : Stft(signal, Tensor.From(_window, [_window.Length]), SequenceStride, FftLength);
        Tensor power = Square(real) + Square(imaginary);                                   // (…, time, bins)
        Tensor magnitude = MagExp switch { 2 => power, 1 => Sqrt(power), _ => Power(power, MagExp / 2) };
        Tensor bands = MatMul(magnitude, Bands(magnitude.DType));                          // (…, time, numMelBins)
        return SwapAxes(PowerToDb ? Decibels(bands) : bands, -1, -2).Cast(ComputeDType);
    }

    private Tensor Decibels(Tensor power)
    {
        double reference = 10 * Math.Log10(Math.Max(Math.Abs(RefPower), MinPower));
        Tensor decibels = 10 * Log10(Maximum(power, MinPower)) - reference;
        return Maximum(decibels, Max(decibels) - TopDb);
    }

    /// <summary>How much each bin of the transform counts in each band; the constant part of a signal counts nowhere.</summary>
    private Tensor Bands(DType type)
    {
        if (_bands is { } known && known.DType == type) return known;
        int bins = FftLength / 2 + 1;
        double lowest = Mel(MinFreq), step = (Mel(MaxFreq) - lowest) / (NumMelBins + 1);
        var weights = new double[bins * NumMelBins];
        for (int bin = 1; bin < bins; bin++)
        {
            double mel = Mel(SamplingRate / 2.0 * bin / (bins - 1));
            for (int band = 0; band < NumMelBins; band++)
            {
                double fromLower = (mel - lowest) / step - band;        // 0 at the band's lower edge, 1 at its centre, 2 at its upper edge
                weights[bin * NumMelBins + band] = Math.Max(0, Math.Min(fromLower, 2 - fromLower));
            }
        }
        return _bands = Tensor.From(weights, [bins, NumMelBins]).Cast(type).Keep();
    }

    private static double Mel(double hertz) => 1127 * Math.Log(1 + hertz / 700);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of rank 1 or more, or the signal is too short to be mirrored.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1, "one signal (…, samples)", inputs);
        Dim samples = inputs[0][^1];
        Expect(!samples.IsKnown || samples.Value > FftLength / 2, $"more samples than half of fftLength, {FftLength}: the ends are mirrored", inputs, "Choose a shorter fftLength.");
        Dim columns = samples.IsKnown ? 1 + (samples.Value - FftLength % 2) / SequenceStride : Dim.Unknown;
        return [.. inputs[0][..^1], NumMelBins, columns];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("fft_length", FftLength).With("sequence_stride", SequenceStride).With("sequence_length", SequenceLength).With("window", _window is null ? Window : _window)
        .With("sampling_rate", SamplingRate).With("num_mel_bins", NumMelBins).With("min_freq", MinFreq).With("max_freq", MaxFreq == (int)MaxFreq ? (object)(int)MaxFreq : MaxFreq)
        .With("power_to_db", PowerToDb).With("top_db", TopDb).With("mag_exp", MagExp).With("min_power", MinPower).With("ref_power", RefPower);

    internal static MelSpectrogram FromConfig(Config config)
    {
        double[]? values = STFT.ReadWindow(config);
        return new(values is null ? config.Get<string?>("window", "hann") : null, values, config.Get("fft_length", 2048), config.Get("sequence_stride", 512),
            config.Get<int?>("sequence_length", null), config.Get("sampling_rate", 16000), config.Get("num_mel_bins", 128), config.Get("min_freq", 20.0),
            config.Get<double?>("max_freq", null), config.Get("power_to_db", true), config.Get("top_db", 80.0), config.Get("mag_exp", 2.0),
            config.Get("min_power", 1e-10), config.Get("ref_power", 1.0), config.Name);
    }
}
