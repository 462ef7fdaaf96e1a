using Heed.Initializers;
using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The short-time Fourier transform of signals, as a convolution whose kernels can be trained.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, time, C), or (B, C, time) with channels first; floating point. Every channel is transformed by itself.</para>
/// <para><b>Output</b>   (B, time′, C · F) or (B, C · F, time′); with expandDims (B, time′, F, C) or (B, C, time′, F). F is fftLength / 2 + 1, twice as many for Stft.</para>
/// <para><b>Weights</b>  real_kernel, imag_kernel (frameLength, 1, fftLength / 2 + 1), each only if the mode needs it; see <see cref="STFT"/>.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  bfloat16 is computed, Keras refuses it.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/stft_spectrogram.py. The many arguments are Keras's.</para>
/// </remarks>
public sealed class STFTSpectrogram : Layer
{
    private const double Epsilon = 1e-7;

    private readonly double[]? _window;
    private Variable? _realKernel, _imagKernel;

    /// <summary>Makes the layer.</summary>
    /// <param name="mode">What the output tells.</param>
    /// <param name="frameLength">Samples of a piece, at least 2.</param>
    /// <param name="frameStep">Samples from one piece to the next, in [1, frameLength]; <see langword="null"/>: half a piece.</param>
    /// <param name="fftLength">Length of the transform, at least <paramref name="frameLength"/>; <see langword="null"/>: the next power of two.</param>
    /// <param name="window">One of SciPy's windows that need no parameters; <see langword="null"/>: none, and no scaling.</param>
    /// <param name="periodic">Is the window one period, rather than symmetric?</param>
    /// <param name="scaling">How the kernels are scaled; <see langword="null"/>: not at all.</param>
    /// <param name="padding">May pieces reach over the ends?</param>
    /// <param name="expandDims">Do frequencies have an axis of their own?</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of range, the window unknown, or the padding causal.</exception>
    public STFTSpectrogram(StftMode mode = StftMode.Log, int frameLength = 256, int? frameStep = null, int? fftLength = null, string? window = "hann", bool periodic = false,
                           StftScaling? scaling = StftScaling.Density, Padding padding = Padding.Valid, bool expandDims = false, DataFormat? dataFormat = null, string? name = null)
        : this(window is null ? null : SignalWindow.Known(window), null, mode, frameLength, frameStep, fftLength, periodic, scaling, padding, expandDims, dataFormat, name) { }

    /// <summary>Makes the layer with a window of your own.</summary>
    /// <param name="window">As many factors as a piece has samples, at least 2.</param>
    /// <param name="mode">What the output tells.</param>
    /// <param name="frameStep">Samples from one piece to the next, at most a piece; <see langword="null"/>: half a piece.</param>
    /// <param name="fftLength">Length of the transform, at least a piece; <see langword="null"/>: the next power of two.</param>
    /// <param name="scaling">How the kernels are scaled; <see langword="null"/>: not at all.</param>
    /// <param name="padding">May pieces reach over the ends?</param>
    /// <param name="expandDims">Do frequencies have an axis of their own?</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the padding causal.</exception>
    public STFTSpectrogram(double[] window, StftMode mode = StftMode.Log, int? frameStep = null, int? fftLength = null, StftScaling? scaling = StftScaling.Density,
                           Padding padding = Padding.Valid, bool expandDims = false, DataFormat? dataFormat = null, string? name = null)
        : this(null, window, mode, window.Length, frameStep, fftLength, periodic: false, scaling, padding, expandDims, dataFormat, name) { }

    private STFTSpectrogram(string? window, double[]? values, StftMode mode, int frameLength, int? frameStep, int? fftLength, bool periodic, StftScaling? scaling,
                            Padding padding, bool expandDims, DataFormat? dataFormat, string? name) : base(name)
    {
        (Mode, FrameLength, FrameStep, FftLength) = (mode, Require.AtLeast(2, frameLength, this), frameStep, fftLength);
        if (frameStep is { } step && (step < 1 || step > frameLength))
            throw new ArgumentException($"{this} expects frameStep to be in [1, frameLength]. Received {step}, with frameLength {frameLength}.", nameof(frameStep));
        if (fftLength < frameLength) throw new ArgumentException($"{this} expects fftLength to be at least frameLength. Received {fftLength} and {frameLength}.", nameof(fftLength));
        if (values is not null && values.Length != frameLength)
            throw new ArgumentException($"{this} expects a window of frameLength, {frameLength}, values. Received {values.Length}.", nameof(window));
        if (padding is Padding.Causal) throw new ArgumentException($"{this} expects padding Valid or Same. Received Causal.", nameof(padding));
        (Window, _window, Periodic, Scaling, Padding) = (window, values, periodic, scaling, padding);
        (ExpandDims, DataFormat) = (expandDims, dataFormat ?? DataFormat.ChannelsLast);
    }

    /// <summary>What the output tells.</summary>
    public StftMode Mode { get; }

    /// <summary>Samples of a piece.</summary>
    public int FrameLength { get; }

    /// <summary>Samples from one piece to the next, as given.</summary>
    public int? FrameStep { get; }

    /// <summary>Length of the transform, as given.</summary>
    public int? FftLength { get; }

    /// <summary>The window's name; <see langword="null"/> if there is none or it was given by its values.</summary>
    public string? Window { get; }

    /// <summary>Is the window one period, rather than symmetric?</summary>
    public bool Periodic { get; }

    /// <summary>How the kernels are scaled.</summary>
    public StftScaling? Scaling { get; }

    /// <summary>May pieces reach over the ends?</summary>
    public Padding Padding { get; }

    /// <summary>Do frequencies have an axis of their own?</summary>
    public bool ExpandDims { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    private int Step => FrameStep ?? FrameLength / 2;

    private int Bins => (FftLength ?? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)FrameLength)) / 2 + 1;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        if (Mode is not StftMode.Imag) _realKernel = AddWeight("real_kernel", [FrameLength, 1, Bins], Kernel(StftSide.Real));
        if (Mode is not StftMode.Real) _imagKernel = AddWeight("imag_kernel", [FrameLength, 1, Bins], Kernel(StftSide.Imag));
    }

    private STFT Kernel(StftSide side) => _window is null ? new STFT(side, Window, Scaling, Periodic) : new STFT(_window, side, Scaling, Periodic);

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor signal = inputs[0];
        if (!signal.DType.IsFloat()) throw new ArgumentException($"{this} expects floating-point signals. Received {signal.Spec}. Cast them first.");
        Tensor? real = _realKernel is null ? null : Transform(signal, _realKernel), imaginary = _imagKernel is null ? null : Transform(signal, _imagKernel);
        return Arrange(Mode switch
        {
            StftMode.Real => real!,
            StftMode.Imag => imaginary!,
            StftMode.Angle => Arctan2(imaginary!, real!),
            StftMode.Stft => Concatenate([real!, imaginary!], -1),
            StftMode.Psd => Power(real!, imaginary!) * EndsOnce(signal.DType),
            StftMode.Magnitude => Magnitude(real!, imaginary!),
            _ => Log(Maximum(Magnitude(real!, imaginary!), Epsilon)),
        });
    }

    /// <summary>One kernel over every channel: (B, C, time′, F).</summary>
    private Tensor Transform(Tensor signal, Tensor kernel)
    {
        Tensor byChannel = DataFormat is DataFormat.ChannelsLast ? SwapAxes(signal, 1, 2) : signal;    // (B, C, time)
        Tensor rows = Reshape(byChannel, [Dim.Unknown, byChannel.Shape[2], 1]);                        // (B C, time, 1)
        Tensor result = Conv(rows, kernel.Cast(signal.DType), Step, Padding);                          // (B C, time′, F)
        return Reshape(result, [Dim.Unknown, byChannel.Shape[1], result.Shape[1], result.Shape[2]]);
    }

    private static Tensor Power(Tensor real, Tensor imaginary) => Square(real) + Square(imaginary);

    private static Tensor Magnitude(Tensor real, Tensor imaginary) => Sqrt(Maximum(Power(real, imaginary), Epsilon));

    /// <summary>2 for the frequencies that stand for their mirror images too, 1 for the first and the last.</summary>
    private Tensor EndsOnce(DType type)
    {
        var factors = new double[Bins];
        Array.Fill(factors, 2);
        (factors[0], factors[^1]) = (1, 1);
        return Tensor.From(factors, [Bins]).Cast(type);
    }

    /// <summary>From (B, C, time′, F) to the layout of the output.</summary>
    private Tensor Arrange(Tensor x)
    {
        (Dim channels, Dim time, Dim bins) = (x.Shape[1], x.Shape[2], x.Shape[3]);
        return (DataFormat, ExpandDims) switch
        {
            (DataFormat.ChannelsLast, true) => Transpose(x, 0, 2, 3, 1),
            (DataFormat.ChannelsLast, false) => Reshape(Transpose(x, 0, 2, 1, 3), [Dim.Unknown, time, channels.Value * bins.Value]),
            (_, true) => x,
            _ => Reshape(Transpose(x, 0, 1, 3, 2), [Dim.Unknown, channels.Value * bins.Value, time]),
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of rank 3, its channels are unknown, or it is shorter than a piece.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        bool isLast = DataFormat is DataFormat.ChannelsLast;
        Expect(inputs.Length == 1 && inputs[0].Rank == 3, $"one input of rank 3, {(isLast ? "(B, time, C)" : "(B, C, time)")}", inputs);
        (Dim time, Dim channels) = isLast ? (inputs[0][1], inputs[0][2]) : (inputs[0][2], inputs[0][1]);
        Dim frames = time.IsKnown ? new PaddingRule(Padding, [Step], [1]).Axis(0, time.Value, FrameLength).Output : Dim.Unknown;
        Expect(!frames.IsKnown || frames.Value > 0, $"at least one piece of {FrameLength} samples", inputs);
        int bins = Mode is StftMode.Stft ? 2 * Bins : Bins;
        if (ExpandDims) return isLast ? [inputs[0][0], frames, bins, channels] : [inputs[0][0], channels, frames, bins];
        Dim both = channels.IsKnown ? channels.Value * bins : Dim.Unknown;
        return isLast ? [inputs[0][0], frames, both] : [inputs[0][0], both, frames];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("mode", Mode).With("frame_length", FrameLength).With("frame_step", FrameStep).With("fft_length", FftLength).With("window", _window is null ? Window : _window)
        .With("periodic", Periodic).With("scaling", Scaling).With("padding", Padding).With("data_format", DataFormat).With("expand_dims", ExpandDims);

    internal static STFTSpectrogram FromConfig(Config config)
    {
        double[]? values = STFT.ReadWindow(config);
        string? window = values is null && config.Get<string?>("window", "hann") is { } named ? SignalWindow.Known(named) : null;
        return new(window, values, config.Get("mode", StftMode.Log), config.Get("frame_length", 256), config.Get<int?>("frame_step", null), config.Get<int?>("fft_length", null),
            config.Get("periodic", false), config.Get<StftScaling?>("scaling", StftScaling.Density), config.Get("padding", Padding.Valid), config.Get("expand_dims", false),
            config.Get<DataFormat?>("data_format", null), config.Name);
    }
}
