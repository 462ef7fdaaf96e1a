using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One product, cut into blocks of C; a block runs on one thread and needs nothing from the others.</summary>
/// <remarks>
/// <code>
///   block of C: up to 96 × 512       its rows of A, a slice of K at a time: 96 × 256 (L2)      a panel of B: 256 × 2 vectors (L1)
/// </code>
/// <para>A slice of K is short enough for a panel of B to fill half of the first cache; the tiles below each other read it from there.</para>
/// <para>One block of rows: the first tile that reads a panel of B copies it, among its multiply-adds, so small products have no phases. More than one:
/// B is copied into panels once for all, a few megabytes at a time. B stored transposed is turned on the way.</para>
/// <para>Rows of A that lie a power of two apart share the same few places of a cache and take a page each; where they are used often, a block copies
/// them closer together, still as rows.</para>
/// <para>Figures: docs/decisions/003-gemm-blocking.md.</para>
/// </remarks>
internal static unsafe class GemmBlocks<T, TVector, TWidth, TEpilogue>
    where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T> where TEpilogue : struct, IGemmEpilogue<T>
{
    private const int MostRows = 96;
    private const int MostColumns = 512;
    private const int EnoughBlocks = 8;              // for the threads of small products
    private const long LeastWork = 1 << 20;          // of a block that is not worth cutting further
    private const int PanelElements = 1 << 20;     // of B, at one time
    private const int GroupColumns = 64;          // of B, copied as a piece

    private static int TileColumns => GemmTile<T, TVector, TWidth>.Columns;

    /// <summary>Computes the product.</summary>
    public static void Run(T* a, T* b, T* c, in GemmShape s, in TEpilogue epilogue)
    {
        Blocks blocks = new() { A = a, B = b, C = c, Shape = s, Epilogue = epilogue, FirstColumn = 0, LastColumn = s.N };
        if (s.M <= MostRows || s.K == 0)
        {
            blocks.Share();
            return;
        }
        int columns = Math.Min(Math.Max(PanelElements / s.K / MostColumns, 1) * MostColumns, RoundUp(s.N, TileColumns));
        using Scratch<T> panels = new((int)(PanelStride(s) * (columns / TileColumns)) + CacheLine / sizeof(T));
        fixed (T* start = panels.Span)
        {
            blocks.Panels = Align(start);
            for (int j = 0; j < s.N; j += columns)
            {
                (blocks.FirstColumn, blocks.LastColumn) = (j, Math.Min(s.N, j + columns));
                Gemm.Share(blocks.Work, Ceiling(blocks.LastColumn - j, GroupColumns), new Copying { Blocks = blocks });
                blocks.Share();
            }
        }
    }

    private const int CacheLine = 64;

    /// <summary>From one panel of B to the next: a line more than it needs, or lines of all panels would want the same place in the caches.</summary>
    private static nint PanelStride(in GemmShape s) => (nint)s.K * TileColumns + CacheLine / sizeof(T);

    private static T* Align(T* start) => (T*)(((nuint)start + CacheLine - 1) / CacheLine * CacheLine);

    private static int RoundUp(int x, int step) => (x + step - 1) / step * step;

    private static int Ceiling(int x, int step) => (x + step - 1) / step;

    /// <summary>Panels of B, all of K.</summary>
    private struct Copying : IPieces
    {
        public Blocks Blocks;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            ref readonly GemmShape s = ref Blocks.Shape;
            int first = Blocks.FirstColumn + piece * GroupColumns, columns = Math.Min(GroupColumns, Blocks.LastColumn - first);
            T* source = Blocks.B + (s.TransposeB ? (nint)first * s.RowB : first), target = Blocks.Panels + piece * (GroupColumns / TileColumns) * PanelStride(s);
            if (!s.TransposeB) Copy(source, s.RowB, target, PanelStride(s), s.K, columns);
            else for (int j = 0; j < columns; j += TileColumns, target += PanelStride(s))
                GemmCopies<T>.Turn(source + (nint)j * s.RowB, s.RowB, target, TileColumns, Math.Min(TileColumns, columns - j), s.K);
        }

        /// <summary>Row by row, not panel by panel, which would jump over one place of the caches.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Copy(T* source, nint sourceRow, T* target, nint panel, int depth, int columns)
        {
            int whole = columns / TileColumns * TileColumns;
            for (; depth > 0; depth--, source += sourceRow, target += TileColumns)
            {
                T* to = target;
                int j = 0;
                for (; j < whole; j += TileColumns, to += panel)
                {
                    TWidth.Store(TWidth.Load(source + j), to);
                    TWidth.Store(TWidth.Load(source + j + TWidth.Count), to + TWidth.Count);
                }
                for (; j < columns; j++) *to++ = source[j];
            }
        }
    }

    /// <summary>Some columns of C in blocks.</summary>
    private struct Blocks : IPieces
    {
        public T* A, B, C, Panels;
        public GemmShape Shape;
        public TEpilogue Epilogue;
        public int FirstColumn, LastColumn;
        private int _rows, _columns, _rowGroups;

        public readonly long Work => 2L * Shape.M * (LastColumn - FirstColumn) * Shape.K;

        /// <summary>Cuts and runs them, on all threads if it is worth it.</summary>
        public void Share()
        {
            int n = LastColumn - FirstColumn;
            _rows = RoundUp(Ceiling(Shape.M, Ceiling(Shape.M, MostRows)), GemmTile<T, TVector, TWidth>.Rows);
            _columns = RoundUp(Ceiling(n, Ceiling(n, MostColumns)), TileColumns);
            while (Count(n) < EnoughBlocks && Work / Count(n) >= 2 * LeastWork)
            {
                if (_columns >= 4 * TileColumns) _columns = RoundUp(_columns / 2, TileColumns);
                else if (_rows >= 24) _rows = RoundUp(_rows / 2, GemmTile<T, TVector, TWidth>.Rows);
                else break;
            }
            while (_rows < Shape.M && 2L * _rows * _columns * Shape.K < LeastWork / 4) _rows *= 2;
            _rowGroups = Ceiling(Shape.M, _rows);
            Gemm.Share(Work, Count(n), this);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            (int column, int row) = Math.DivRem(piece, _rowGroups);
            int i = row * _rows, j = FirstColumn + column * _columns;
            GemmBlock<T, TVector, TWidth> block = new()
            {
                A = A + (Shape.TransposeA ? i : (nint)i * Shape.RowA),
                B = B + (Shape.TransposeB ? (nint)j * Shape.RowB : j),
                C = C + (nint)i * Shape.RowC + j,
                Panels = Panels == null ? null : Panels + (j - FirstColumn) / TileColumns * PanelStride(Shape),
                PanelStride = PanelStride(Shape),
                Shape = Shape,
                M = Math.Min(_rows, Shape.M - i),
                N = Math.Min(_columns, LastColumn - j),
            };
            block.Run();
            if (TEpilogue.IsNothing) return;
            for (int r = 0; r < block.M; r++) Epilogue.Run(new Span<T>(block.C + (nint)r * Shape.RowC, block.N), j);
        }

        private readonly int Count(int n) => Ceiling(Shape.M, _rows) * Ceiling(n, _columns);
    }
}
