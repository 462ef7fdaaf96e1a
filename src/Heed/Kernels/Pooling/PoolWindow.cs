namespace Heed.Kernels;

/// <summary>The input pixels that one output pixel sees.</summary>
internal readonly struct PoolWindow
{
    private readonly int _start, _depth, _height, _width, _line, _plane;

    private PoolWindow(int start, int depth, int height, int width, int line, int plane) =>
        (_start, _depth, _height, _width, _line, _plane) = (start, depth, height, width, line, plane);

    /// <summary>The window of pixel <paramref name="w"/> of a line of outputs, the lines counted through all examples.</summary>
    public static PoolWindow Of(in PoolShape shape, int line, int w)
    {
        (int rest, int h) = Math.DivRem(line, shape.Height.Output);
        (int image, int d) = Math.DivRem(rest, shape.Depth.Output);
        int lineLength = shape.Width.Input, plane = lineLength * shape.Height.Input;
        int start = image * plane * shape.Depth.Input + shape.Depth.First(d) * plane + shape.Height.First(h) * lineLength + shape.Width.First(w);
        return new(start, shape.Depth.Length(d), shape.Height.Length(h), shape.Width.Length(w), lineLength, plane);
    }

    /// <summary>How many rows it has, each of which lies in one piece.</summary>
    public int Rows => _depth * _height;

    /// <summary>How many pixels each row has.</summary>
    public int Width => _width;

    /// <summary>The number of a row's first pixel in the input.</summary>
    public int Row(int row)
    {
        (int d, int h) = Math.DivRem(row, _height);
        return _start + d * _plane + h * _line;
    }

    /// <summary>Writes down where each pixel starts in the input, padding left out.</summary>
    /// <returns>How many there are, at least 1.</returns>
    public int Fill(Span<nint> offsets, int channels)
    {
        int count = 0;
        for (int d = 0; d < _depth; d++)
        {
            for (int h = 0; h < _height; h++)
            {
                nint place = (nint)(_start + d * _plane + h * _line) * channels;
                for (int w = 0; w < _width; w++, place += channels) offsets[count++] = place;
            }
        }
        return count;
    }
}
