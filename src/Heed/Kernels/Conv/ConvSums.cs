using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Computes a convolution, or its transpose, block by block: for each panel of filters, tile by tile over the pixels of the block.</summary>
/// <remarks>Long sums are cut so that a panel's part stays in the first cache; the partial sum then waits in the result.</remarks>
internal static unsafe class ConvSums<T, TVector, TWidth, TTile>
    where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T> where TTile : struct, IConvTile<T>
{
    private const int TileRows = ConvTiles.Rows;
    private const int BlockPixels = 252;         // 42 tiles
    private const int PanelBytes = 24 * 1024;    // of the first cache
    private const int CacheLine = 64;
    private const int EnoughPieces = 16;

    private static int Columns => ConvPanels<T, TVector, TWidth>.Columns;

    /// <summary>y = bias + x ∗ kernel; see <see cref="ConvKernel"/>.</summary>
    public static void Run(in ConvPass pass, T* x, T* kernel, T* bias, bool relu, T* y)
    {
        int biases = ConvPanels<T, TVector, TWidth>.BiasLength(pass);
        using Scratch<T> scratch = new(ConvPanels<T, TVector, TWidth>.Length(pass) + biases + CacheLine / sizeof(T));
        fixed (T* start = scratch.Span)
        {
            T* packedBias = (T*)(((nuint)start + CacheLine - 1) / CacheLine * CacheLine), panels = packedBias + biases;
            ConvPanels<T, TVector, TWidth>.PackBias(pass, bias, packedBias);
            ConvPanels<T, TVector, TWidth>.Pack(pass, kernel, panels);

            Pieces pieces = new() { Pass = pass, X = x, Y = y, Panels = panels, Bias = packedBias, Relu = relu };
            pieces.Pixels = Math.Clamp(pass.Shape.Batch * pass.Out.Depth * pass.Out.Height * pass.Out.Width / (2 * EnoughPieces), 8 * TileRows, BlockPixels);
            int blocks = 0;
            for (int phase = 0; phase < pass.Phases; phase++) blocks += pieces.Blocks(pass.Phase(phase)).Count;
            if (blocks == 0) return;
            pieces.Parts = Math.Min(ConvPanels<T, TVector, TWidth>.Count(pass), ConvBlocks.Ceiling(EnoughPieces, blocks));
            Gemm.Share(pass.Shape.Work, blocks * pieces.Parts, pieces);
        }
    }

    private struct Pieces : IPieces
    {
        public ConvPass Pass;
        public T* X, Y, Panels, Bias;
        public bool Relu;
        public int Pixels;      // about so many in a block
        public int Parts;       // of the panels, each with its own pieces

        public readonly ConvBlocks Blocks(in ConvPhase phase) => new(Pass.Shape.Batch, phase, Pixels);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            (int block, int part) = Math.DivRem(piece, Parts);
            for (int i = 0; ; i++)
            {
                ConvPhase phase = Pass.Phase(i);
                ConvBlocks blocks = Blocks(phase);
                if (block < blocks.Count)
                {
                    Block(this, i, phase, blocks[block], blocks.Largest, part);
                    return;
                }
                block -= blocks.Count;
            }
        }
    }

    private static void Block(in Pieces s, int phaseNumber, in ConvPhase phase, in ConvBlock block, in ConvBlock largest, int part)
    {
        (bool copy, int pixel) = ConvWindow<T>.Pixels(s.Pass, phase, Columns);
        int tiles = ConvBlocks.Ceiling(block.Length, TileRows), steps = phase.Taps * s.Pass.GroupIn;
        int chunks = Math.Max(1, ConvBlocks.Ceiling(steps, PanelBytes / (Columns * sizeof(T)))), chunk = Math.Max(1, ConvBlocks.Ceiling(steps, chunks));
        using Scratch<T> surroundings = new(copy ? ConvWindow<T>.CopyLength(phase, largest, pixel) : 0);
        using Scratch<nint> places = new(2 * tiles * TileRows);
        using Scratch<ConvRun> runs = new(phase.Taps + chunks);
        fixed (T* copied = surroundings.Span)
        fixed (nint* rows = places.Span)
        fixed (ConvRun* run = runs.Span)
        {
            ConvWindow<T> window = copy
                ? ConvWindow<T>.Copy(s.Pass, phase, block, largest, s.X, copied, pixel)
                : ConvWindow<T>.InPlace(s.Pass, phase, block, s.X);
            T** a = (T**)rows, c = a + tiles * TileRows;
            window.Rows(s.Pass, phase, block, s.Y, a, c, tiles * TileRows);
            int count = Runs(phase, window, s.Pass.GroupIn, chunk, run);

            int perGroup = ConvPanels<T, TVector, TWidth>.Count(s.Pass), from = perGroup * part / s.Parts, to = perGroup * (part + 1) / s.Parts;
            for (int group = 0; group < s.Pass.Groups; group++)
            {
                for (int panel = from; panel < to; panel++)
                {
                    nint number = (nint)group * perGroup + panel;
                    T* b = s.Panels + ConvPanels<T, TVector, TWidth>.PhaseStart(s.Pass, phaseNumber) + number * Columns * steps;
                    Panel(s, group, panel, run, count, chunk, a, b, c, tiles, s.Bias + number * Columns);
                }
            }
        }
    }

    /// <summary>The steps of the sum: taps that are neighbours are one run, and none crosses a multiple of <paramref name="chunk"/>.</summary>
    private static int Runs(in ConvPhase phase, in ConvWindow<T> window, int length, int chunk, ConvRun* runs)
    {
        int count = 0, steps = 0;
        for (int d = 0; d < phase.Depth.Taps; d++)
        {
            for (int h = 0; h < phase.Height.Taps; h++)
            {
                for (int w = 0; w < phase.Width.Taps; w++)
                {
                    nint offset = d * phase.Depth.TapStep * window.Plane + h * phase.Height.TapStep * window.Line + w * phase.Width.TapStep * window.Pixel;
                    for (int left = length; left > 0;)
                    {
                        int room = chunk - steps % chunk, taken = Math.Min(left, room);
                        bool joins = count > 0 && steps % chunk != 0 && runs[count - 1].Offset + runs[count - 1].Length == offset;
                        if (joins) runs[count - 1].Length += taken;
                        else runs[count++] = new() { Offset = offset, Length = taken };
                        steps += taken;
                        left -= taken;
                        offset += taken;
                    }
                }
            }
        }
        return count;
    }

    /// <summary>All pixels of the block for one panel of filters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(in Pieces s, int group, int panel, ConvRun* runs, int count, int chunk, T** a, T* b, T** c, int tiles, T* bias)
    {
        int width = Math.Min(Columns, s.Pass.GroupOut - panel * Columns);
        nint aShift = s.Pass.Depthwise ? panel * Columns : (nint)group * s.Pass.GroupIn, cShift = (nint)group * s.Pass.GroupOut + panel * Columns;
        T* edge = stackalloc T[TileRows * Columns];
        T** edges = stackalloc T*[TileRows];
        for (int r = 0; r < TileRows; r++) edges[r] = edge + r * Columns;
        int done = 0;
        do
        {
            int last = done, steps = 0;
            while (last < count && steps < chunk) steps += (int)runs[last++].Length;
            T* start = done == 0 ? bias : null;
            bool relu = s.Relu && last == count;
            for (int tile = 0; tile < tiles; tile++)
            {
                T** from = a + tile * TileRows, to = c + tile * TileRows;
                if (width == Columns)
                {
                    TTile.Run(runs + done, last - done, aShift, 1, from, b, to, cShift, start, relu);
                    continue;
                }
                if (start is null)
                    for (int r = 0; r < TileRows; r++) Unsafe.CopyBlockUnaligned(edges[r], to[r] + cShift, (uint)(width * sizeof(T)));
                TTile.Run(runs + done, last - done, aShift, 1, from, b, edges, 0, start, relu);
                for (int r = 0; r < TileRows; r++) Unsafe.CopyBlockUnaligned(to[r] + cShift, edges[r], (uint)(width * sizeof(T)));
            }
            b += (nint)steps * Columns;
            done = last;
        } while (done < count);
    }
}
