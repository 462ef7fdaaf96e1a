namespace Heed.Kernels;

/// <summary>One spatial axis of a convolution or a pooling: output o at tap t reads input <c>o · Stride + t · Dilation − Before</c>; outside lie zeros.</summary>
/// <param name="Input">Length of the input.</param>
/// <param name="Output">Length of the output.</param>
/// <param name="Taps">Length of the kernel or window.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Before">Padding before the first input.</param>
internal readonly record struct ConvAxis(int Input, int Output, int Taps, int Stride = 1, int Dilation = 1, int Before = 0)
{
    /// <summary>An axis that is not there.</summary>
    public static ConvAxis None => new(1, 1, 1);

    /// <summary>The first tap of output <paramref name="o"/> that reads an input; dilation 1.</summary>
    public int FirstTap(int o) => Math.Max(0, Before - o * Stride);

    /// <summary>The tap after the last of output <paramref name="o"/> that reads an input; dilation 1.</summary>
    public int EndTap(int o) => Math.Min(Taps, Input + Before - o * Stride);
}

/// <summary>Sizes of a convolution or a pooling over one, two or three axes; axes that are not there come first and are <see cref="ConvAxis.None"/>.</summary>
/// <remarks>
/// Input (Batch, Depth, Height, Width, Channels), output (Batch, Depth, Height, Width, Filters), kernel (taps of the three axes, Channels / Groups, Filters).
/// Group g connects its share of the channels with its share of the filters.
/// </remarks>
internal readonly record struct ConvShape(int Batch, int Channels, int Filters, int Groups, ConvAxis Depth, ConvAxis Height, ConvAxis Width)
{
    /// <summary>From the axes that are there, one to three.</summary>
    public static ConvShape Of(int batch, int channels, int filters, int groups, ReadOnlySpan<ConvAxis> axes) => new(batch, channels, filters, groups,
        axes.Length > 2 ? axes[^3] : ConvAxis.None, axes.Length > 1 ? axes[^2] : ConvAxis.None, axes[^1]);

    /// <summary>Taps of all axes.</summary>
    public int Taps => Depth.Taps * Height.Taps * Width.Taps;

    /// <summary>Input channels of a group.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>Filters of a group.</summary>
    public int GroupFilters => Filters / Groups;

    /// <summary>Does every channel have filters of its own?</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Channels;

    /// <summary>Output pixels of one example.</summary>
    public int Pixels => Depth.Output * Height.Output * Width.Output;

    /// <summary>Multiplications and additions.</summary>
    public long Work => 2L * Batch * Pixels * Taps * GroupChannels * Filters;
}
