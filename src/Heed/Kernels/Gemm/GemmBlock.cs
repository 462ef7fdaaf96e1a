using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>One block of C: slice by slice of K, panel by panel of B, tile by tile downwards.</summary>
internal unsafe struct GemmBlock<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int CacheLine = 64;
    private const int FarApart = 4096;       // bytes between rows of A from which on they get into each other's way
    private const int OftenUsed = 4;         // panels of B that pay a copy of A
    private const int DeepEnough = 64;

    /// <summary>The first elements that the block reads and writes.</summary>
    public T* A, B, C;

    /// <summary>The panels of B, each (all of K, a tile's columns), if they have been copied already.</summary>
    public T* Panels;

    /// <summary>Elements from one of these panels to the next.</summary>
    public nint PanelStride;

    /// <summary>The product that the block belongs to.</summary>
    public GemmShape Shape;

    /// <summary>Rows and columns of the block.</summary>
    public int M, N;

    private T* _panel, _rows;                // the copies of a panel of B and of a slice of A

    private static int TileColumns => GemmTile<T, TVector, TWidth>.Columns;

    private static int LineElements => CacheLine / sizeof(T);

    /// <summary>Computes the block.</summary>
    public void Run()
    {
        int depth = Gemm.Depth<T>(Shape.K), panel = depth * TileColumns;
        bool copiesA = Shape.TransposeA ? N > TileColumns : N > OftenUsed * TileColumns && Shape.RowA * sizeof(T) >= FarApart && depth >= DeepEnough;
        using Scratch<T> scratch = new(panel + (copiesA ? M * (depth + LineElements) : 0) + LineElements);
        fixed (T* start = scratch.Span)
        {
            _panel = (T*)(((nuint)start + CacheLine - 1) / CacheLine * CacheLine);
            _rows = copiesA ? _panel + panel : null;
            int p = 0;
            do    // once even if K is 0: C becomes zeros
            {
                Slice(p, Math.Min(depth, Shape.K - p));
                p += depth;
            } while (p < Shape.K);
        }
    }

    /// <summary>Adds the terms p … p + depth − 1.</summary>
    private readonly void Slice(int p, int depth)
    {
        T* a = A + (Shape.TransposeA ? (nint)p * Shape.RowA : p);
        nint aRow = Shape.RowA;
        if (_rows != null)
        {
            aRow = depth + LineElements;
            if (Shape.TransposeA) GemmCopies<T>.Columns(a, Shape.RowA, _rows, M, depth, &GemmTile<T, TVector, TWidth>.Height);
            else GemmCopies<T>.Rows(a, Shape.RowA, _rows, aRow, M, depth);
            a = _rows;
        }
        T* edge = stackalloc T[GemmTile<T, TVector, TWidth>.Rows * TileColumns];
        for (int j = 0; j < N; j += TileColumns) Panel(a, aRow, p, depth, j, edge);
    }

    /// <summary>The tiles of one panel of B.</summary>
    private readonly void Panel(T* a, nint aRow, int p, int depth, int j, T* edge)
    {
        int width = Math.Min(TileColumns, N - j);
        T* b = _panel, copy = null, next = null;
        nint bStep = TileColumns;
        if (Panels != null)
        {
            b = Panels + j / TileColumns * PanelStride + p * TileColumns;
            if (j + TileColumns < N) next = b + PanelStride;
        }
        else if (Shape.TransposeB)
        {
            GemmCopies<T>.Turn(B + (nint)j * Shape.RowB + p, Shape.RowB, _panel, TileColumns, width, depth);
        }
        else
        {
            T* source = B + (nint)p * Shape.RowB + j;
            if (width < TileColumns)
            {
                GemmCopies<T>.Rows(source, Shape.RowB, _panel, TileColumns, depth, width);
            }
            else
            {
                b = source;
                bStep = Shape.RowB;
                if (M > GemmTile<T, TVector, TWidth>.Rows) copy = _panel;
            }
        }

        bool accumulate = Shape.Accumulate || p > 0;
        for (int r = 0, height; r < M; r += height)
        {
            height = GemmTile<T, TVector, TWidth>.Height(M - r);
            if (next != null) Prefetch(next + (nint)depth * r / M * TileColumns, next + (nint)depth * (r + height) / M * TileColumns);
            T* rows = Shape.TransposeA ? a + (_rows != null ? (nint)r * depth : r) : a + r * aRow, c = C + (nint)r * Shape.RowC + j;
            nint stride = Shape.TransposeA && _rows != null ? height : aRow;
            if (width == TileColumns)
            {
                GemmTile<T, TVector, TWidth>.Run(height, depth, rows, Shape.TransposeA, stride, b, bStep, copy, c, Shape.RowC, accumulate);
            }
            else
            {
                GemmTile<T, TVector, TWidth>.Run(height, depth, rows, Shape.TransposeA, stride, b, bStep, copy, edge, TileColumns, false);
                Put(edge, c, height, width, accumulate);
            }
            if (copy == null) continue;
            b = _panel;     // the first tile has filled it
            bStep = TileColumns;
            copy = null;
        }
    }

    /// <summary>Calls a part of the next panel of B nearer, a little with every tile.</summary>
    private static void Prefetch(T* from, T* end)
    {
        if (!Sse.IsSupported) return;
        for (; from < end; from += LineElements) Sse.Prefetch1(from);
    }

    /// <summary>The part of a tile that lies inside C; the second vector may overlap the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Put(T* tile, T* c, int height, int width, bool accumulate)
    {
        for (int r = 0; r < height; r++, tile += TileColumns, c += Shape.RowC)
        {
            if (width < TWidth.Count)
            {
                for (int q = 0; q < width; q++) c[q] = accumulate ? Gemm.Plus(c[q], tile[q]) : tile[q];
                continue;
            }
            int second = width - TWidth.Count;
            TVector left = TWidth.Load(tile), right = TWidth.Load(tile + second);
            if (accumulate)
            {
                left = TWidth.Add(TWidth.Load(c), left);
                right = TWidth.Add(TWidth.Load(c + second), right);
            }
            TWidth.Store(left, c);
            TWidth.Store(right, c + second);
        }
    }
}
