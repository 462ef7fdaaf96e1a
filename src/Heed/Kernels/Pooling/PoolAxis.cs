namespace Heed.Kernels;

/// <summary>One spatial axis of a pooling: which inputs each output sees.</summary>
internal sealed class PoolAxis
{
    private readonly int[] _first, _length;

    private PoolAxis(int input, int[] first, int[] length)
    {
        (Input, _first, _length) = (input, first, length);
        int seen = 0;
        for (int o = 0; o < first.Length; o++)
        {
            Overlaps |= o > 0 && first[o] < seen;
            LeavesOut |= first[o] > seen;
            seen = Math.Max(seen, first[o] + length[o]);
            Longest = Math.Max(Longest, length[o]);
        }
        LeavesOut |= seen < input;
    }

    /// <summary>An axis that is not there.</summary>
    public static PoolAxis None { get; } = new(1, [0], [1]);

    /// <summary>Length of the input.</summary>
    public int Input { get; }

    /// <summary>Length of the output.</summary>
    public int Output => _first.Length;

    /// <summary>The length of the longest window.</summary>
    public int Longest { get; }

    /// <summary>Do windows share an input?</summary>
    public bool Overlaps { get; }

    /// <summary>Is there an input that no window sees?</summary>
    public bool LeavesOut { get; }

    /// <summary>Is there one window, which sees all inputs?</summary>
    public bool IsWhole => Output == 1 && Longest == Input;

    /// <summary>Windows of one length, one stride apart; what lies outside the input is left out.</summary>
    public static PoolAxis Of(ConvAxis axis)
    {
        int[] first = new int[axis.Output], length = new int[axis.Output];
        for (int o = 0; o < first.Length; o++)
        {
            int tap = axis.FirstTap(o);
            (first[o], length[o]) = (o * axis.Stride - axis.Before + tap, axis.EndTap(o) - tap);
        }
        return new(axis.Input, first, length);
    }

    /// <summary>As many windows as wanted, as equal as can be: window o is [⌊o · I / O⌋, ⌈(o + 1) · I / O⌉).</summary>
    public static PoolAxis Adaptive(int input, int output)
    {
        int[] first = new int[output], length = new int[output];
        for (int o = 0; o < output; o++)
        {
            first[o] = (int)((long)o * input / output);
            length[o] = (int)((((long)o + 1) * input + output - 1) / output) - first[o];
        }
        return new(input, first, length);
    }

    /// <summary>The first input of a window.</summary>
    public int First(int o) => _first[o];

    /// <summary>How many inputs a window has.</summary>
    public int Length(int o) => _length[o];
}

/// <summary>Sizes of a pooling over one, two or three axes, channels last; axes that are not there come first and are <see cref="PoolAxis.None"/>.</summary>
internal readonly record struct PoolShape(int Batch, int Channels, PoolAxis Depth, PoolAxis Height, PoolAxis Width)
{
    /// <summary>From the axes that are there, one to three.</summary>
    public static PoolShape Of(int batch, int channels, ReadOnlySpan<PoolAxis> axes) => new(batch, channels,
        axes.Length > 2 ? axes[^3] : PoolAxis.None, axes.Length > 1 ? axes[^2] : PoolAxis.None, axes[^1]);

    /// <summary>The windows that a convolution would have.</summary>
    public static implicit operator PoolShape(in ConvShape shape) =>
        new(shape.Batch, shape.Channels, PoolAxis.Of(shape.Depth), PoolAxis.Of(shape.Height), PoolAxis.Of(shape.Width));

    /// <summary>Lines of outputs in all examples.</summary>
    public int Lines => Batch * Depth.Output * Height.Output;

    /// <summary>The number of inputs of the largest window.</summary>
    public int Taps => Depth.Longest * Height.Longest * Width.Longest;

    /// <summary>Is there one window, which sees all?</summary>
    public bool IsWhole => Depth.IsWhole && Height.IsWhole && Width.IsWhole;

    /// <summary>Do windows share an input?</summary>
    public bool Overlaps => Depth.Overlaps || Height.Overlaps || Width.Overlaps;

    /// <summary>Is there an input that no window sees?</summary>
    public bool LeavesOut => Depth.LeavesOut || Height.LeavesOut || Width.LeavesOut;
}
