namespace Heed.Kernels;

/// <summary>Where a block of pixels reads: in the image itself or, where the window leaves it, in a copy of its surroundings with zeros around.</summary>
/// <remarks>The copy is small, at most a few percent of the work, and spares the micro-kernel every question about borders.</remarks>
internal unsafe struct ConvWindow<T> where T : unmanaged
{
    /// <summary>What the block's first pixel reads at the first tap.</summary>
    public T* Start;

    /// <summary>Elements from one place that is read to the next.</summary>
    public nint Image, Plane, Line, Pixel;

    /// <summary>Must blocks of this phase be copied, and how many elements does a pixel then have? The depthwise micro-kernel reads whole panels of <paramref name="columns"/>.</summary>
    public static (bool Copy, int Length) Pixels(in ConvPass pass, in ConvPhase phase, int columns)
    {
        int length = pass.Depthwise ? ConvBlocks.Ceiling(pass.OutChannels, columns) * columns : pass.InChannels;
        var (depth, height, width) = pass.In;
        return (length != pass.InChannels || phase.Depth.ReadsOutside(depth) || phase.Height.ReadsOutside(height) || phase.Width.ReadsOutside(width), length);
    }

    /// <summary>Elements that the copy of the largest block takes, if a pixel takes <paramref name="pixel"/>.</summary>
    public static int CopyLength(in ConvPhase phase, in ConvBlock largest, int pixel) =>
        checked(largest.Images * phase.Depth.Reach(largest.Planes) * phase.Height.Reach(largest.Lines) * phase.Width.Reach(largest.Pixels) * pixel);

    /// <summary>A block that is read in place.</summary>
    public static ConvWindow<T> InPlace(in ConvPass pass, in ConvPhase phase, in ConvBlock block, T* x)
    {
        ConvWindow<T> w = default;
        w.Pixel = pass.InChannels;
        w.Line = w.Pixel * pass.In.Width;
        w.Plane = w.Line * pass.In.Height;
        w.Image = w.Plane * pass.In.Depth;
        w.Start = x + block.Image * w.Image + In(phase.Depth, block.Plane) * w.Plane + In(phase.Height, block.Line) * w.Line + In(phase.Width, block.Pixel) * w.Pixel;
        return w;
    }

    /// <summary>A block that is copied.</summary>
    /// <param name="pass">The computation.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="block">The block.</param>
    /// <param name="largest">The largest of its phase: the copy's strides are the same for all.</param>
    /// <param name="x">The image.</param>
    /// <param name="copy">Of <see cref="CopyLength"/>.</param>
    /// <param name="pixel">Elements of a pixel in the copy, from <see cref="Pixels(in ConvPass, in ConvPhase, int)"/>; those beyond the channels are zeros.</param>
    public static ConvWindow<T> Copy(in ConvPass pass, in ConvPhase phase, in ConvBlock block, in ConvBlock largest, T* x, T* copy, int pixel)
    {
        ConvWindow<T> w = default;
        w.Start = copy;
        w.Pixel = pixel;
        w.Line = w.Pixel * phase.Width.Reach(largest.Pixels);
        w.Plane = w.Line * phase.Height.Reach(largest.Lines);
        w.Image = w.Plane * phase.Depth.Reach(largest.Planes);
        var (depth, height, width) = pass.In;
        int first = In(phase.Width, block.Pixel), reach = phase.Width.Reach(block.Pixels);
        int left = Math.Clamp(-first, 0, reach), end = Math.Clamp(width - first, left, reach), channels = pass.InChannels;
        for (int image = 0; image < block.Images; image++)
        {
            for (int i = 0; i < phase.Depth.Reach(block.Planes); i++)
            {
                for (int j = 0; j < phase.Height.Reach(block.Lines); j++)
                {
                    int d = In(phase.Depth, block.Plane) + i, h = In(phase.Height, block.Line) + j;
                    T* to = copy + image * w.Image + i * w.Plane + j * w.Line;
                    if ((uint)d >= (uint)depth || (uint)h >= (uint)height)
                    {
                        new Span<T>(to, reach * pixel).Clear();
                        continue;
                    }
                    T* from = x + ((((nint)block.Image + image) * depth + d) * height + h) * width * channels + ((nint)first + left) * channels;
                    new Span<T>(to, left * pixel).Clear();
                    CopyPixels(from, to + left * pixel, end - left, channels, pass.Repeat, pixel);
                    new Span<T>(to + end * pixel, (reach - end) * pixel).Clear();
                }
            }
        }
        return w;
    }

    /// <summary>The place that the block's pixel (image, plane, line) reads.</summary>
    public readonly T* LineStart(in ConvPhase phase, int image, int plane, int line) =>
        Start + image * Image + plane * phase.Depth.InStep * Plane + line * phase.Height.InStep * Line;

    /// <summary>Where each pixel of the block reads and writes; the last tile repeats the last pixel.</summary>
    public readonly void Rows(in ConvPass pass, in ConvPhase phase, in ConvBlock block, T* y, T** a, T** c, int length)
    {
        var (depth, height, width) = pass.Out;
        nint pixel = pass.OutChannels, aStep = Pixel * phase.Width.InStep, cStep = pixel * phase.Width.OutStep;
        int row = 0;
        for (int i = 0; i < block.Images; i++)
        {
            for (int j = 0; j < block.Planes; j++)
            {
                int d = phase.Depth.OutStart + (block.Plane + j) * phase.Depth.OutStep;
                for (int k = 0; k < block.Lines; k++)
                {
                    int h = phase.Height.OutStart + (block.Line + k) * phase.Height.OutStep;
                    T* from = LineStart(phase, i, j, k);
                    T* to = y + ((((nint)block.Image + i) * depth + d) * height + h) * width * pixel + phase.Width.OutStart * pixel + block.Pixel * cStep;
                    for (int end = row + block.Pixels; row < end; row++, from += aStep, to += cStep)
                    {
                        a[row] = from;
                        c[row] = to;
                    }
                }
            }
        }
        for (; row < length; row++)
        {
            a[row] = a[row - 1];
            c[row] = c[row - 1];
        }
    }

    private static int In(in AxisPhase axis, int place) => axis.InStart + place * axis.InStep;

    private static void CopyPixels(T* from, T* to, int count, int channels, int repeat, int pixel)
    {
        if (pixel == channels)
        {
            new ReadOnlySpan<T>(from, count * channels).CopyTo(new Span<T>(to, count * channels));
            return;
        }
        for (; count > 0; count--, from += channels, to += pixel)
        {
            if (repeat == 1) new ReadOnlySpan<T>(from, channels).CopyTo(new Span<T>(to, channels));
            else
                for (int c = 0; c < channels; c++) new Span<T>(to + c * repeat, repeat).Fill(from[c]);
            new Span<T>(to + channels * repeat, pixel - channels * repeat).Clear();
        }
    }
}
