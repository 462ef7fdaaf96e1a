using Heed.Kernels;

namespace Heed.Initializers;

/// <summary>Which part of the complex result a kernel of <see cref="STFT"/> gives.</summary>
public enum StftSide
{
    /// <summary>Cosines.</summary>
    Real,
    /// <summary>Sines.</summary>
    Imag,
}

/// <summary>How <see cref="STFT"/> scales its kernel.</summary>
public enum StftScaling
{
    /// <summary>By the root of the window's sum of squares, for power per frequency.</summary>
    Density,
    /// <summary>By the window's sum of absolute values, for amplitudes.</summary>
    Spectrum,
}

/// <summary>A convolution kernel that computes one side of the short-time Fourier transform.</summary>
/// <remarks>
/// <para><b>Shape</b>   (frame length, 1, bins), where the transform has length <c>2 · (bins − 1)</c>.</para>
/// <para><b>Values</b>  <c>cos(−2π · t · f / length) · window[t] / scale</c>, or the sine.</para>
/// <para><b>Source</b>  keras/src/initializers/constant_initializers.py.</para>
/// </remarks>
public sealed class STFT : Initializer
{
    private readonly double[]? _values;

    /// <summary>A kernel with a window by name.</summary>
    /// <param name="side">Cosines or sines.</param>
    /// <param name="window">One of SciPy's windows that need no parameters; <see langword="null"/>: none, and no scaling.</param>
    /// <param name="scaling">How the kernel is scaled; <see langword="null"/>: not at all.</param>
    /// <param name="periodic">Is the window one period, rather than symmetric?</param>
    /// <exception cref="ArgumentException">No window has this name.</exception>
    public STFT(StftSide side = StftSide.Real, string? window = "hann", StftScaling? scaling = StftScaling.Density, bool periodic = false) =>
        (Side, Window, Scaling, Periodic) = (side, window is null ? null : SignalWindow.Known(window), scaling, periodic);

    /// <summary>A kernel with a window of your own.</summary>
    /// <param name="window">As many values as the frame is long.</param>
    /// <param name="side">Cosines or sines.</param>
    /// <param name="scaling">How the kernel is scaled; <see langword="null"/>: not at all.</param>
    /// <param name="periodic">Kept for the config: it shapes windows by name only.</param>
    public STFT(double[] window, StftSide side, StftScaling? scaling = StftScaling.Density, bool periodic = false) =>
        (Side, _values, Scaling, Periodic) = (side, window, scaling, periodic);

    /// <summary>Cosines or sines.</summary>
    public StftSide Side { get; }

    /// <summary>The window's name; <see langword="null"/> if there is none or it was given by its values.</summary>
    public string? Window { get; }

    /// <summary>How the kernel is scaled.</summary>
    public StftScaling? Scaling { get; }

    /// <summary>Is the window one period, rather than symmetric?</summary>
    public bool Periodic { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException"><paramref name="shape"/> is not (frame length, channels, bins), or the window has another length.</exception>
    public override Tensor Create(Shape shape, DType dtype = DType.Float32)
    {
        if (shape.Rank != 3 || shape[2].Value < 2)
            throw new ShapeException($"{this} expects a shape (frame length, channels, bins) with at least 2 bins. Received {shape}.");
        var (frame, bins) = (shape[0].Value, shape[2].Value);
        double[]? window = Window is null ? _values : SignalWindow.Values(Window, frame, Periodic);
        if (window is not null && window.Length != frame)
            throw new ShapeException($"{this} expects a window of the frame's length {frame}. Received {window.Length} values.");

        double scale = window is null ? 1 : Scaling switch
        {
            StftScaling.Density => Math.Sqrt(window.Sum(value => value * value)),
            StftScaling.Spectrum => window.Sum(Math.Abs),
            _ => 1,
        };
        var kernel = new double[frame * bins];
        for (int t = 0; t < frame; t++)
            for (int f = 0; f < bins; f++)
            {
                double angle = -Math.PI * t * f / (bins - 1);
                kernel[t * bins + f] = (Side is StftSide.Real ? Math.Cos(angle) : Math.Sin(angle)) * (window?[t] ?? 1) / scale;
            }
        return Ops.BroadcastTo(Tensor.From(kernel, [frame, 1, bins]).Cast(dtype), shape);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("side", Side).With("window", _values is null ? Window : _values).With("periodic", Periodic).With("scaling", Scaling);

    internal static STFT FromConfig(Config config)
    {
        var (side, scaling, periodic) = (config.Get("side", StftSide.Real), config.Get<StftScaling?>("scaling", StftScaling.Density), config.Get("periodic", false));
        return ReadWindow(config) is { } values
            ? new STFT(values, side, scaling, periodic)
            : new STFT(side, config.Get<string?>("window", "hann"), scaling, periodic);
    }

    /// <summary>The values of a window in a config, if it was given by them rather than by name.</summary>
    internal static double[]? ReadWindow(Config config) => config.Json["window"] is { } node && node.GetValueKind() is not System.Text.Json.JsonValueKind.String
        ? TensorConfig.Read(node).Cast(DType.Float64).ToArray<double>() : null;
}
