using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>How images are cut into tiles.</summary>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Channels">Elements of a pixel.</param>
/// <param name="GridHeight">Tiles from top to bottom.</param>
/// <param name="GridWidth">Tiles from left to right.</param>
internal readonly record struct TileGrid(int Height, int Width, int Channels, int GridHeight, int GridWidth)
{
    /// <summary>Rows of a tile; the last tiles may reach over the edge.</summary>
    public int TileHeight => (Height + GridHeight - 1) / GridHeight;

    /// <summary>Columns of a tile.</summary>
    public int TileWidth => (Width + GridWidth - 1) / GridWidth;

    /// <summary>Tiles of an image.</summary>
    public int Tiles => GridHeight * GridWidth;
}

/// <summary>Equalizes the histograms of tiles, whose slopes are limited, and interpolates between the tiles.</summary>
/// <remarks>Beyond the edge tiles see the picture's mirror image. Source: Zuiderveld 1994, "Contrast limited adaptive histogram equalization".</remarks>
internal static class ClaheKernel
{
    private const int Bins = 256;

    /// <summary>Replaces values of 0 to 255.</summary>
    /// <param name="x">(images, height, width, channels).</param>
    /// <param name="y">The same.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="limit">How many times the mean a bin may hold; 0 or less: as many as there are.</param>
    public static void Run(ReadOnlySpan<float> x, Span<float> y, TileGrid grid, double limit)
    {
        int image = grid.Height * grid.Width * grid.Channels, images = x.Length / image;
        using var tables = new Scratch<float>(images * grid.Tiles * grid.Channels * Bins);
        WorkerPool.Run(images * grid.Tiles, new TilePieces(x, tables.Span, grid, limit));
        WorkerPool.Run(images * grid.Height, new RowPieces(x, y, tables.Span, grid));
    }

    private static int Bin(float value) => value >= Bins - 1 ? Bins - 1 : value > 0 ? (int)value : 0;

    /// <summary>The place of i in the mirror image beyond the edge, the edge itself repeated.</summary>
    private static int Mirrored(int i, int length)
    {
        i %= 2 * length;
        return i < length ? i : 2 * length - 1 - i;
    }

    private readonly ref struct TilePieces(ReadOnlySpan<float> x, Span<float> tables, TileGrid grid, double limit) : IPieces
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly Span<float> _tables = tables;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int image, int tile) = Math.DivRem(piece, grid.Tiles);
            (int row, int column) = Math.DivRem(tile, grid.GridWidth);
            Span<float> own = _tables.Slice(piece * grid.Channels * Bins, grid.Channels * Bins);
            own.Clear();
            for (int r = row * grid.TileHeight; r < (row + 1) * grid.TileHeight; r++)
            {
                ReadOnlySpan<float> line = _x.Slice((image * grid.Height + Mirrored(r, grid.Height)) * grid.Width * grid.Channels, grid.Width * grid.Channels);
                for (int c = column * grid.TileWidth; c < (column + 1) * grid.TileWidth; c++)
                {
                    ReadOnlySpan<float> pixel = line.Slice(Mirrored(c, grid.Width) * grid.Channels, grid.Channels);
                    for (int channel = 0; channel < pixel.Length; channel++) own[channel * Bins + Bin(pixel[channel])]++;
                }
            }
            for (int channel = 0; channel < grid.Channels; channel++) Table(own.Slice(channel * Bins, Bins), grid.TileHeight * grid.TileWidth, limit);
        }

        /// <summary>From a histogram to what each value becomes: cut off, spread the rest evenly, add up, stretch to 0 … 255.</summary>
        private static void Table(Span<float> histogram, int pixels, double limit)
        {
            if (limit > 0)
            {
                float most = (float)(limit * pixels / Bins), excess = 0;
                foreach (ref float count in histogram)
                {
                    excess += Math.Max(0, count - most);
                    count = Math.Min(count, most);
                }
                foreach (ref float count in histogram) count += excess / Bins;
            }
            float sum = 0;
            foreach (ref float count in histogram) count = sum += count;
            float least = histogram[0], denominator = pixels - least;
            if (denominator == 0) denominator = 1;
            foreach (ref float value in histogram) value = Math.Clamp((value - least) * 255 / denominator, 0, 255);
        }
    }

    private readonly ref struct RowPieces(ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> tables, TileGrid grid) : IPieces
    {
        private readonly ReadOnlySpan<float> _x = x, _tables = tables;
        private readonly Span<float> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int image, int row) = Math.DivRem(piece, grid.Height);
            int length = grid.Width * grid.Channels;
            ReadOnlySpan<float> source = _x.Slice(piece * length, length), own = _tables.Slice(image * grid.Tiles * grid.Channels * Bins, grid.Tiles * grid.Channels * Bins);
            Span<float> target = _y.Slice(piece * length, length);
            (int top, int bottom, float down) = Between(row, grid.TileHeight, grid.GridHeight);
            for (int column = 0; column < grid.Width; column++)
            {
                (int left, int right, float across) = Between(column, grid.TileWidth, grid.GridWidth);
                for (int channel = 0; channel < grid.Channels; channel++)
                {
                    int i = column * grid.Channels + channel, bin = channel * Bins + Bin(source[i]), tile = grid.Channels * Bins;
                    float upper = own[(top * grid.GridWidth + left) * tile + bin] * (1 - across) + own[(top * grid.GridWidth + right) * tile + bin] * across;
                    float lower = own[(bottom * grid.GridWidth + left) * tile + bin] * (1 - across) + own[(bottom * grid.GridWidth + right) * tile + bin] * across;
                    target[i] = upper * (1 - down) + lower * down;
                }
            }
        }

        /// <summary>The two tiles between whose middles a place lies, and how near the second is.</summary>
        private static (int First, int Second, float Weight) Between(int place, int tile, int tiles)
        {
            float at = (place - tile / 2f) / tile, first = MathF.Floor(at);
            return (Math.Clamp((int)first, 0, tiles - 1), Math.Clamp((int)first + 1, 0, tiles - 1), at - first);
        }
    }
}
