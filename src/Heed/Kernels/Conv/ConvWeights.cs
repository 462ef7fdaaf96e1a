using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The gradient of a convolution by its kernel: a tile is 6 weights of a tap by some filters, and its sum runs over the pixels of a block after the other.</summary>
/// <remarks>
/// The blocks are shared out in a few chunks, fixed by the shape; each sums up on its own, and the sums are added in order. A large kernel has fewer chunks
/// (each needs a kernel's memory) and more parts of rows instead.
/// </remarks>
internal static unsafe class ConvWeights<T, TVector, TWidth, TTile>
    where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T> where TTile : struct, IConvTile<T>
{
    private const int TileRows = ConvTiles.Rows;
    private const int BlockPixels = 252;
    private const int BlockElements = 1 << 16;      // of the gradients of a block's pixels, in the second cache
    private const int EnoughPieces = 16;
    private const int ChunkElements = 1 << 18;      // of all chunks' sums
    private const int PartTiles = 8;                // the fewest tiles that are worth a part

    private static int Columns => ConvPanels<T, TVector, TWidth>.Columns;

    /// <summary>dw = Σ x · dy; see <see cref="ConvKernel"/>.</summary>
    public static void Run(in ConvPass pass, T* x, T* dy, T* dw)
    {
        int columns = ConvPanels<T, TVector, TWidth>.Count(pass) * Columns;
        ConvBlocks blocks = new(pass.Shape.Batch, pass.Phase(0), Math.Clamp(BlockElements / columns, 8 * TileRows, BlockPixels));
        int size = pass.Shape.Taps * pass.GroupIn * pass.OutChannels;
        if (blocks.Count == 0)
        {
            new Span<T>(dw, size).Clear();
            return;
        }
        int chunks = Math.Min(blocks.Count, Math.Clamp(ChunkElements / size, 1, EnoughPieces)), tiles = ConvBlocks.Ceiling(pass.Shape.Taps * pass.GroupIn, TileRows);
        int parts = Math.Clamp(tiles / PartTiles, 1, ConvBlocks.Ceiling(EnoughPieces, chunks));
        using Scratch<T> sums = new((chunks - 1) * size);
        fixed (T* partial = sums.Span)
        {
            Gemm.Share(pass.Shape.Work, chunks * parts, new Pieces
            {
                Pass = pass,
                Blocks = blocks,
                X = x,
                DY = dy,
                DW = dw,
                Partial = partial,
                Size = size,
                Chunks = chunks,
                Parts = parts,
                Tiles = tiles,
            });
            PartialSums.Add(partial, chunks - 1, dw, size);
        }
    }

    private struct Pieces : IPieces
    {
        public ConvPass Pass;
        public ConvBlocks Blocks;
        public T* X, DY, DW, Partial;
        public int Size, Chunks, Parts, Tiles;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            (int chunk, int part) = Math.DivRem(piece, Parts);
            Chunk(this, chunk, Tiles * part / Parts, Tiles * (part + 1) / Parts);
        }
    }

    private static void Chunk(in Pieces s, int chunk, int firstTile, int endTile)
    {
        ConvPhase phase = s.Pass.Phase(0);
        ConvBlock largest = s.Blocks.Largest;
        (bool copy, int pixel) = ConvWindow<T>.Pixels(s.Pass, phase, Columns);
        int rows = (endTile - firstTile) * TileRows;
        T* target = chunk == 0 ? s.DW : s.Partial + (nint)(chunk - 1) * s.Size;
        using Scratch<T> surroundings = new(copy ? ConvWindow<T>.CopyLength(phase, largest, pixel) : 0);
        using Scratch<T> packed = new(largest.Length * ConvPanels<T, TVector, TWidth>.Count(s.Pass) * Columns);
        using Scratch<nint> places = new(2 * rows);
        using Scratch<ConvRun> runs = new(largest.Images * largest.Planes * largest.Lines);
        fixed (T* copied = surroundings.Span, panel = packed.Span)
        fixed (nint* place = places.Span)
        fixed (ConvRun* run = runs.Span)
        {
            T** a = (T**)place, c = a + rows;
            T* origin = copy ? copied : s.X;
            int first = (int)((long)s.Blocks.Count * chunk / s.Chunks), end = (int)((long)s.Blocks.Count * (chunk + 1) / s.Chunks);
            for (int index = first; index < end; index++)
            {
                ConvBlock block = s.Blocks[index];
                ConvWindow<T> window = copy
                    ? ConvWindow<T>.Copy(s.Pass, phase, block, largest, s.X, copied, pixel)
                    : ConvWindow<T>.InPlace(s.Pass, phase, block, s.X);
                if (index == first) Rows(s, phase, window, firstTile * TileRows, rows, origin, target, a, c);
                int count = Lines(phase, block, window, run);
                nint start = (nint)(window.Start - origin), step = window.Pixel * phase.Width.InStep;
                for (int group = 0; group < s.Pass.Groups; group++)
                {
                    for (int column = 0; column < s.Pass.GroupOut; column += Columns)
                        Pack(s, block, group * s.Pass.GroupOut + column, Math.Min(Columns, s.Pass.GroupOut - column), panel + (nint)column * block.Length);
                    Tiles(s, group, run, count, start, step, a, panel, block.Length, c, rows, index == first);
                }
            }
        }
    }

    /// <summary>Where each weight reads at the first pixel of a window at the origin, and where it stands in the result; the last tile repeats the last weight.</summary>
    private static void Rows(in Pieces s, in ConvPhase phase, in ConvWindow<T> window, int first, int length, T* origin, T* target, T** a, T** c)
    {
        int channels = s.Pass.GroupIn, last = s.Pass.Shape.Taps * channels - 1;
        for (int row = 0; row < length; row++)
        {
            int weight = Math.Min(first + row, last);
            (int tap, int channel) = Math.DivRem(weight, channels);
            (int rest, int w) = Math.DivRem(tap, phase.Width.Taps);
            (int d, int h) = Math.DivRem(rest, phase.Height.Taps);
            a[row] = origin + d * phase.Depth.TapStep * window.Plane + h * phase.Height.TapStep * window.Line + w * phase.Width.TapStep * window.Pixel + channel;
            c[row] = target + (nint)weight * s.Pass.OutChannels;
        }
    }

    private static int Lines(in ConvPhase phase, in ConvBlock block, in ConvWindow<T> window, ConvRun* runs)
    {
        int count = 0;
        for (int i = 0; i < block.Images; i++)
            for (int j = 0; j < block.Planes; j++)
                for (int k = 0; k < block.Lines; k++) runs[count++] = new() { Offset = (nint)(window.LineStart(phase, i, j, k) - window.Start), Length = block.Pixels };
        return count;
    }

    /// <summary>Some columns of dy for all pixels of the block, side by side; what lies beyond them is zero.</summary>
    private static void Pack(in Pieces s, in ConvBlock block, nint shift, int width, T* panel)
    {
        var (depth, height, width0) = s.Pass.Out;
        nint pixel = s.Pass.OutChannels;
        if (width < Columns) new Span<T>(panel, block.Length * Columns).Clear();
        for (int i = 0; i < block.Images; i++)
        {
            for (int j = 0; j < block.Planes; j++)
            {
                for (int k = 0; k < block.Lines; k++)
                {
                    T* from = s.DY + ((((nint)block.Image + i) * depth + block.Plane + j) * height + block.Line + k) * width0 * pixel + block.Pixel * pixel + shift;
                    CopyLine(from, pixel, panel, block.Pixels, width);
                    panel += block.Pixels * Columns;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyLine(T* from, nint step, T* to, int pixels, int width)
    {
        for (; pixels > 0; pixels--, from += step, to += Columns)
        {
            if (width < Columns)
            {
                Unsafe.CopyBlockUnaligned(to, from, (uint)(width * sizeof(T)));
                continue;
            }
            TWidth.Store(TWidth.Load(from), to);
            TWidth.Store(TWidth.Load(from + TWidth.Count), to + TWidth.Count);
        }
    }

    /// <summary>Adds the block to all weights of the part: what a tile reads of the image stays in the first cache, the panels of dy pass by in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles(in Pieces s, int group, ConvRun* runs, int count, nint aStart, nint aStep, T** a, T* panels, int pixels, T** c, int rows, bool isFirst)
    {
        T* zeros = stackalloc T[Columns], edge = stackalloc T[TileRows * Columns];
        T** edges = stackalloc T*[TileRows];
        new Span<T>(zeros, Columns).Clear();
        for (int r = 0; r < TileRows; r++) edges[r] = edge + r * Columns;
        T* start = isFirst ? zeros : null;
        for (int row = 0; row < rows; row += TileRows)
        {
            for (int column = 0; column < s.Pass.GroupOut; column += Columns)
            {
                int width = Math.Min(Columns, s.Pass.GroupOut - column);
                nint aShift = aStart + (s.Pass.Depthwise ? column : group * s.Pass.GroupIn), cShift = group * s.Pass.GroupOut + column;
                T* b = panels + (nint)column * pixels;
                if (width == Columns)
                {
                    TTile.Run(runs, count, aShift, aStep, a + row, b, c + row, cShift, start, relu: false);
                    continue;
                }
                if (!isFirst)
                    for (int r = 0; r < TileRows; r++) Unsafe.CopyBlockUnaligned(edges[r], c[row + r] + cShift, (uint)(width * sizeof(T)));
                TTile.Run(runs, count, aShift, aStep, a + row, b, edges, 0, start, relu: false);
                for (int r = 0; r < TileRows; r++) Unsafe.CopyBlockUnaligned(c[row + r] + cShift, edges[r], (uint)(width * sizeof(T)));
            }
        }
    }
}
