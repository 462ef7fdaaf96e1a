namespace Heed.Kernels;

/// <summary>The input pixels that one output pixel sees.</summary>
internal readonly struct PoolWindow
{
    private readonly int _start, _height, _width, _line, _plane;

    private PoolWindow(int start, int depth, int height, int width, int line, int plane) =>
        (_start, _height, _width, _line, _plane, Count) = (start, height, width, line, plane, depth * height * width);

    /// <summary>How many there are, padding left out; at least 1.</summary>
    public int Count { get; }

    /// <summary>The window of pixel <paramref name="w"/> of a line of outputs, the lines counted through all examples.</summary>
    public static PoolWindow Of(in ConvShape shape, int line, int w)
    {
        (int rest, int h) = Math.DivRem(line, shape.Height.Output);
        (int image, int d) = Math.DivRem(rest, shape.Depth.Output);
        int lineLength = shape.Width.Input, plane = lineLength * shape.Height.Input;
        int start = image * plane * shape.Depth.Input + First(shape.Depth, d) * plane + First(shape.Height, h) * lineLength + First(shape.Width, w);
        return new(start, Length(shape.Depth, d), Length(shape.Height, h), Length(shape.Width, w), lineLength, plane);
    }

    /// <summary>The number of one of them in the input.</summary>
    public int Pixel(int t)
    {
        (int rest, int w) = Math.DivRem(t, _width);
        (int d, int h) = Math.DivRem(rest, _height);
        return _start + d * _plane + h * _line + w;
    }

    private static int First(in ConvAxis axis, int o) => o * axis.Stride - axis.Before + axis.FirstTap(o);

    private static int Length(in ConvAxis axis, int o) => axis.EndTap(o) - axis.FirstTap(o);
}
