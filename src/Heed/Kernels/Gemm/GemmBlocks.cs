using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One product, cut into blocks that fit the caches.</summary>
/// <remarks>
/// For each slice of K, the columns of B are copied into panels as wide as a tile, so that the micro-kernel reads it in order. A is read where it is,
/// or, if it is stored transposed, copied into panels as high as a tile. Then blocks of C are computed, in any order and on any thread.
/// </remarks>
internal static unsafe class GemmBlocks<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int TileRows = GemmTile<T, TVector, TWidth>.Rows;
    private const int DepthBytes = 1024;              // a slice of K: 256 floats; a panel of B then fits the first cache
    private const int BlockRows = 8 * TileRows;       // a block of C: what one thread takes at a time
    private const int BlockColumns = 256;
    private const int CacheLine = 64;
    private const int MostRows = 85 * BlockRows;      // bounds the copies of A and B to a few megabytes
    private const int MostColumns = 16 * BlockColumns;

    /// <summary>Up to so many rows, B is read where it is: copying it would cost more than it saves.</summary>
    private const int FewRows = 2 * TileRows;

    private static int TileColumns => GemmTile<T, TVector, TWidth>.Columns;
    private static int Depth => DepthBytes / sizeof(T);

    /// <summary>Computes the product.</summary>
    public static void Run(T* a, T* b, T* c, in GemmShape s)
    {
        int rows = Math.Min(s.M, MostRows), columns = RoundUp(Math.Min(s.N, MostColumns), TileColumns), depth = Math.Min(s.K, Depth);
        using Scratch<T> scratch = new(depth * (columns + (s.TransposeA ? RoundUp(rows, TileRows) : 0)) + CacheLine / sizeof(T));
        fixed (T* start = scratch.Span)
        {
            T* packed = (T*)(((nuint)start + CacheLine - 1) / CacheLine * CacheLine);
            Slice slice = new() { A = a, B = b, C = c, PackedB = packed, PackedA = packed + (nint)depth * columns, Shape = s };
            for (slice.I = 0; slice.I < s.M; slice.I += MostRows)
            {
                for (slice.J = 0; slice.J < s.N; slice.J += MostColumns)
                {
                    slice.P = 0;
                    do    // once even if K is 0: C becomes zeros
                    {
                        slice.M = Math.Min(MostRows, s.M - slice.I);
                        slice.N = Math.Min(MostColumns, s.N - slice.J);
                        slice.K = Math.Min(Depth, s.K - slice.P);
                        slice.Run();
                        slice.P += Depth;
                    } while (slice.P < s.K);
                }
            }
        }
    }

    private static int RoundUp(int x, int step) => (x + step - 1) / step * step;

    private static int Ceiling(int x, int step) => (x + step - 1) / step;

    /// <summary>The part of a product that is packed at one time: M by N by K from (I, J, P) on.</summary>
    private struct Slice
    {
        public T* A, B, C, PackedA, PackedB;
        public GemmShape Shape;
        public int I, J, P, M, N, K;

        /// <summary>Whether whole panels of B are read where they are.</summary>
        public readonly bool DirectB => !Shape.TransposeB && Shape.M <= FewRows;

        public readonly void Run()
        {
            long work = 2L * M * N * K;
            int columnGroups = Ceiling(N, BlockColumns), rowGroups = Ceiling(M, BlockRows);
            if (K > 0) Gemm.Share(work, columnGroups + (Shape.TransposeA ? rowGroups : 0), new Packing { Slice = this, ColumnGroups = columnGroups });
            Gemm.Share(work, columnGroups * rowGroups, new Blocks { Slice = this, RowGroups = rowGroups });
        }
    }

    private struct Packing : IPieces
    {
        public Slice Slice;
        public int ColumnGroups;

        public readonly void Run(int piece)
        {
            if (piece < ColumnGroups) PackB(Slice, piece * BlockColumns);
            else PackA(Slice, (piece - ColumnGroups) * BlockRows);
        }
    }

    private struct Blocks : IPieces
    {
        public Slice Slice;
        public int RowGroups;

        public readonly void Run(int piece)
        {
            (int column, int row) = Math.DivRem(piece, RowGroups);
            Block(Slice, row * BlockRows, column * BlockColumns);
        }
    }

    /// <summary>Columns j … of the slice of B as panels (K, TileColumns); what lies beyond the last column is never used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackB(in Slice s, int j)
    {
        int end = Math.Min(j + BlockColumns, s.N);
        nint row = s.Shape.RowB;
        for (; j < end; j += TileColumns)
        {
            int width = Math.Min(TileColumns, end - j);
            T* target = s.PackedB + (nint)j * s.K;
            if (s.Shape.TransposeB) Transpose(s.B + (s.J + j) * row + s.P, row, target, width, s.K);
            else if (width < TileColumns) Copy(s.B + s.P * row + s.J + j, row, target, TileColumns, s.K, width);
            else if (!s.DirectB) CopyPanel(s.B + s.P * row + s.J + j, row, target, s.K);
        }
    }

    private static void CopyPanel(T* source, nint row, T* target, int depth)
    {
        for (; depth > 0; depth--, source += row, target += TileColumns)
        {
            TWidth.Store(TWidth.Load(source), target);
            TWidth.Store(TWidth.Load(source + TWidth.Count), target + TWidth.Count);
        }
    }

    /// <summary>Turns rows into columns, 16 elements of each at a time, so that what is read and written stays in the first cache.</summary>
    private static void Transpose(T* source, nint row, T* target, int width, int depth)
    {
        for (int p = 0; p < depth; p += 16)
        {
            int count = Math.Min(16, depth - p);
            for (int q = 0; q < width; q++)
            {
                T* from = source + q * row + p, to = target + p * TileColumns + q;
                for (int i = 0; i < count; i++) to[i * TileColumns] = from[i];
            }
        }
    }

    /// <summary>Rows i … of the slice of A, stored transposed, as panels (K, TileRows); what lies beyond the last row is never used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackA(in Slice s, int i)
    {
        int end = Math.Min(i + BlockRows, s.M);
        nint row = s.Shape.RowA;
        for (; i < end; i += TileRows)
        {
            T* target = s.PackedA + (nint)i * s.K, line = s.A + s.P * row + s.I + i;
            if (end - i < TileRows) Copy(line, row, target, TileRows, s.K, end - i);
            else for (int p = 0; p < s.K; p++, target += TileRows, line += row) *(Column*)target = *(Column*)line;
        }
    }

    /// <summary>The elements of A that a tile needs at one step, copied at once.</summary>
    [InlineArray(TileRows)]
    private struct Column
    {
        private T _first;
    }

    /// <summary>The block of C from (i, j) on: panel by panel of B, tile by tile downwards.</summary>
    private static void Block(in Slice s, int i, int j)
    {
        int endRow = Math.Min(i + BlockRows, s.M), endColumn = Math.Min(j + BlockColumns, s.N);
        bool accumulate = s.Shape.Accumulate || s.P > 0;
        nint cRow = s.Shape.RowC, aRow = s.Shape.TransposeA ? 1 : s.Shape.RowA, aStep = s.Shape.TransposeA ? TileRows : 1;
        T* edge = stackalloc T[TileRows * TileColumns];
        for (; j < endColumn; j += TileColumns)
        {
            int width = Math.Min(TileColumns, endColumn - j);
            bool direct = s.DirectB && width == TileColumns;
            T* b = direct ? s.B + (nint)s.P * s.Shape.RowB + s.J + j : s.PackedB + (nint)j * s.K;
            nint bStep = direct ? s.Shape.RowB : TileColumns;
            for (int r = i; r < endRow; r += TileRows)
            {
                int height = Math.Min(TileRows, endRow - r);
                T* a = s.Shape.TransposeA ? s.PackedA + (nint)r * s.K : s.A + (s.I + r) * aRow + s.P;
                T* c = s.C + (s.I + r) * cRow + s.J + j;
                if (width == TileColumns)
                {
                    GemmTile<T, TVector, TWidth>.Run(s.K, a, aRow, aStep, b, bStep, c, cRow, height, accumulate);
                    continue;
                }
                Copy(c, cRow, edge, TileColumns, height, width);
                GemmTile<T, TVector, TWidth>.Run(s.K, a, aRow, aStep, b, bStep, edge, TileColumns, height, accumulate);
                Copy(edge, TileColumns, c, cRow, height, width);
            }
        }
    }

    private static void Copy(T* source, nint sourceRow, T* target, nint targetRow, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
            for (int q = 0; q < columns; q++) target[r * targetRow + q] = source[r * sourceRow + q];
    }
}
