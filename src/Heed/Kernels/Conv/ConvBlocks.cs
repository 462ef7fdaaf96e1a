namespace Heed.Kernels;

/// <summary>A box of pixels that is computed at one time: where it starts, in examples and places of a phase, and how long it is.</summary>
internal readonly record struct ConvBlock(int Image, int Images, int Plane, int Planes, int Line, int Lines, int Pixel, int Pixels)
{
    /// <summary>Pixels of the whole box.</summary>
    public int Length => Images * Planes * Lines * Pixels;
}

/// <summary>The pixels of a phase, cut into boxes of about the same size: parts of a line, lines of a plane, planes of an image or whole images.</summary>
internal readonly struct ConvBlocks
{
    private readonly int _images, _planes, _lines, _pixels;                         // of the phase
    private readonly int _imageBlocks, _planeBlocks, _lineBlocks, _pixelBlocks;

    /// <param name="batch">Examples.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="target">About so many pixels are a block.</param>
    public ConvBlocks(int batch, in ConvPhase phase, int target)
    {
        (_images, _planes, _lines, _pixels) = (batch, phase.Depth.Count, phase.Height.Count, phase.Width.Count);
        if (batch == 0 || phase.Pixels == 0) return;
        int pixels = Math.Min(_pixels, target), lines = Math.Clamp(target / _pixels, 1, _lines);
        int planes = Math.Clamp(target / (_pixels * _lines), 1, _planes), images = Math.Clamp(target / phase.Pixels, 1, batch);
        (_imageBlocks, _planeBlocks) = (Ceiling(batch, images), Ceiling(_planes, planes));
        (_lineBlocks, _pixelBlocks) = (Ceiling(_lines, lines), Ceiling(_pixels, pixels));
    }

    /// <summary>How many there are.</summary>
    public int Count => _imageBlocks * _planeBlocks * _lineBlocks * _pixelBlocks;

    /// <summary>A block that no other exceeds in any length.</summary>
    public ConvBlock Largest => new(0, Ceiling(_images, _imageBlocks), 0, Ceiling(_planes, _planeBlocks), 0, Ceiling(_lines, _lineBlocks), 0, Ceiling(_pixels, _pixelBlocks));

    /// <summary>One of them.</summary>
    public ConvBlock this[int index]
    {
        get
        {
            (index, int pixel) = Math.DivRem(index, _pixelBlocks);
            (index, int line) = Math.DivRem(index, _lineBlocks);
            (int image, int plane) = Math.DivRem(index, _planeBlocks);
            var (image0, images) = Part(_images, _imageBlocks, image);
            var (plane0, planes) = Part(_planes, _planeBlocks, plane);
            var (line0, lines) = Part(_lines, _lineBlocks, line);
            var (pixel0, pixels) = Part(_pixels, _pixelBlocks, pixel);
            return new(image0, images, plane0, planes, line0, lines, pixel0, pixels);
        }
    }

    public static int Ceiling(int x, int step) => (x + step - 1) / step;

    /// <summary>Part <paramref name="part"/> of <paramref name="length"/> elements in so many parts, of which none is longer by more than 1.</summary>
    private static (int Start, int Length) Part(int length, int parts, int part)
    {
        int start = (int)((long)length * part / parts);
        return (start, (int)((long)length * (part + 1) / parts) - start);
    }
}
