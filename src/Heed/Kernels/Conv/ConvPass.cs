namespace Heed.Kernels;

/// <summary>The outputs of one axis that use the same taps: <c>out = OutStart + i · OutStep</c> reads <c>in = InStart + i · InStep + t · TapStep</c> for t below Taps, with tap number <c>KernelStart + t · KernelStep</c>.</summary>
internal readonly record struct AxisPhase(int Count, int OutStart, int OutStep, int InStart, int InStep, int Taps, int TapStep, int KernelStart, int KernelStep)
{
    /// <summary>From the first to the last input that <paramref name="count"/> neighbouring outputs read.</summary>
    public int Reach(int count) => (count - 1) * InStep + (Math.Max(Taps, 1) - 1) * TapStep + 1;

    /// <summary>Is an input outside [0, <paramref name="length"/>) read?</summary>
    public bool ReadsOutside(int length) => Taps > 0 && (InStart < 0 || InStart + Reach(Count) > length);

    /// <summary>All outputs of a convolution.</summary>
    public static AxisPhase Forward(in ConvAxis a) => new(a.Output, 0, 1, -a.Before, a.Stride, a.Taps, a.Dilation, 0, 1);

    /// <summary>Phase <paramref name="phase"/> (of <c>Stride</c>) of the transposed convolution, whose outputs are the inputs of <paramref name="a"/>.</summary>
    /// <remarks>Input i received from output o through tap t if o · Stride = i + Before − t · Dilation; the taps that fit depend on i modulo Stride and are evenly spaced.</remarks>
    public static AxisPhase Transposed(in ConvAxis a, int phase)
    {
        int count = phase < a.Input ? (a.Input - 1 - phase) / a.Stride + 1 : 0;
        int first = 0;
        while (first < a.Taps && (phase + a.Before - first * a.Dilation) % a.Stride != 0) first++;
        int step = a.Stride / (int)System.Numerics.BigInteger.GreatestCommonDivisor(a.Stride, a.Dilation);
        int taps = first < a.Taps ? (a.Taps - 1 - first) / step + 1 : 0, last = first + (taps - 1) * step;
        return new(count, phase, a.Stride, taps > 0 ? (phase + a.Before - last * a.Dilation) / a.Stride : 0, 1, taps, step * a.Dilation / a.Stride, last, -step);
    }
}

/// <summary>A convolution, or its transpose (the gradient by its input), as sums over taps at regular places.</summary>
/// <remarks>The transpose has a phase for every remainder of a place modulo the strides; each is a plain convolution of stride 1 with a part of the taps.</remarks>
internal readonly struct ConvPass(in ConvShape shape, bool transposed)
{
    private readonly ConvShape _shape = shape;

    public ConvShape Shape => _shape;

    /// <summary>From outputs to inputs?</summary>
    public bool Transposed { get; } = transposed;

    /// <summary>Elements of a pixel that is read.</summary>
    public int InChannels => Transposed ? _shape.Filters : _shape.Channels;

    /// <summary>Elements of a pixel that is written.</summary>
    public int OutChannels => Transposed ? _shape.Channels : _shape.Filters;

    /// <summary>Has every channel its own filters, and is computed by the micro-kernel for that? Then all channels lie side by side in one group, whose sums have a step a tap.</summary>
    public bool Depthwise => _shape.IsDepthwise && (!Transposed || _shape.Filters == _shape.Channels);

    /// <summary>Groups that are computed one by one.</summary>
    public int Groups => Depthwise ? 1 : _shape.Groups;

    /// <summary>Elements of a group's pixel that one sum reads.</summary>
    public int GroupIn => Depthwise ? 1 : InChannels / _shape.Groups;

    /// <summary>Elements of a group's pixel that is written.</summary>
    public int GroupOut => OutChannels / Groups;

    /// <summary>How often a channel stands side by side where depthwise sums read it: once for each of its filters.</summary>
    public int Repeat => Depthwise ? OutChannels / InChannels : 1;

    public int Phases => Transposed ? _shape.Depth.Stride * _shape.Height.Stride * _shape.Width.Stride : 1;

    public ConvPhase Phase(int phase)
    {
        if (!Transposed) return new(AxisPhase.Forward(_shape.Depth), AxisPhase.Forward(_shape.Height), AxisPhase.Forward(_shape.Width));
        (int rest, int width) = Math.DivRem(phase, _shape.Width.Stride);
        (int depth, int height) = Math.DivRem(rest, _shape.Height.Stride);
        return new(AxisPhase.Transposed(_shape.Depth, depth), AxisPhase.Transposed(_shape.Height, height), AxisPhase.Transposed(_shape.Width, width));
    }

    /// <summary>Lengths of the axes that are read.</summary>
    public (int Depth, int Height, int Width) In => Transposed ? Outer : Inner;

    /// <summary>Lengths of the axes that are written.</summary>
    public (int Depth, int Height, int Width) Out => Transposed ? Inner : Outer;

    private (int, int, int) Inner => (_shape.Depth.Input, _shape.Height.Input, _shape.Width.Input);

    private (int, int, int) Outer => (_shape.Depth.Output, _shape.Height.Output, _shape.Width.Output);
}

/// <summary>One phase of all three axes.</summary>
internal readonly record struct ConvPhase(AxisPhase Depth, AxisPhase Height, AxisPhase Width)
{
    public int Taps => Depth.Taps * Height.Taps * Width.Taps;

    public int Pixels => Depth.Count * Height.Count * Width.Count;

    /// <summary>The tap numbers of the kernel, in the order in which this phase reads them.</summary>
    public int Tap(int t, in ConvShape shape)
    {
        (int rest, int w) = Math.DivRem(t, Width.Taps);
        (int d, int h) = Math.DivRem(rest, Height.Taps);
        return ((Depth.KernelStart + d * Depth.KernelStep) * shape.Height.Taps + Height.KernelStart + h * Height.KernelStep) * shape.Width.Taps
            + Width.KernelStart + w * Width.KernelStep;
    }
}
