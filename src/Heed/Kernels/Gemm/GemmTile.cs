using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>The micro-kernel: a tile of C, up to 6 rows by 2 vectors, stays in 12 registers while K passes by.</summary>
/// <remarks>
/// <code>
///              b: 2 vectors of row k of B
///            ┌──────────┬──────────┐
///   a[0, k]  │   c00    │   c01    │
///   a[1, k]  │   c10    │   c11    │      every step: 2 loads, 6 broadcasts, 12 multiply-adds
///     …      │    …     │    …     │
///   a[5, k]  │   c50    │   c51    │
///            └──────────┴──────────┘
/// </code>
/// Each element is one chain of multiply-adds in the order of k, so its bits depend neither on its place in C nor on the width of vectors.
/// Two multiply-adds a cycle with a latency of 4 need 8 chains; 12 hide the rest, also with the 32 registers of AVX-512.
/// </remarks>
internal static unsafe class GemmTile<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Most rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TWidth.Count;

    /// <summary>The height of the next tile: no thin last one, which would wait for its few chains.</summary>
    /// <param name="left">Rows that are left.</param>
    public static int Height(int left) => left is > Rows and < 2 * Rows ? (left + 1) / 2 : Math.Min(left, Rows);

    /// <summary>c (+)= a · b for one tile.</summary>
    /// <param name="rows">1 … 6.</param>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="a">The first element.</param>
    /// <param name="byColumns">Element (r, p) is at a[r · aStride + p]; by columns, at a[r + p · aStride].</param>
    /// <param name="aStride">See <paramref name="byColumns"/>.</param>
    /// <param name="b">Row p is at b + p · bStep.</param>
    /// <param name="bStep">See <paramref name="b"/>.</param>
    /// <param name="copy">Where the rows of b are copied to, one after the other; or null.</param>
    /// <param name="c">Row r is at c + r · cRow.</param>
    /// <param name="cRow">See <paramref name="c"/>.</param>
    /// <param name="accumulate">Adds to c instead of overwriting it.</param>
    public static void Run(int rows, int k, T* a, bool byColumns, nint aStride, T* b, nint bStep, T* copy, T* c, nint cRow, bool accumulate)
    {
        switch (rows)
        {
            case 1: Run<Rows1>(k, a, byColumns, aStride, b, bStep, copy, c, cRow, accumulate); break;
            case 2: Run<Rows2>(k, a, byColumns, aStride, b, bStep, copy, c, cRow, accumulate); break;
            case 3: Run<Rows3>(k, a, byColumns, aStride, b, bStep, copy, c, cRow, accumulate); break;
            case 4: Run<Rows4>(k, a, byColumns, aStride, b, bStep, copy, c, cRow, accumulate); break;
            case 5: Run<Rows5>(k, a, byColumns, aStride, b, bStep, copy, c, cRow, accumulate); break;
            default: Run<Rows6>(k, a, byColumns, aStride, b, bStep, copy, c, cRow, accumulate); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TRows>(int k, T* a, bool byColumns, nint aStride, T* b, nint bStep, T* copy, T* c, nint cRow, bool accumulate) where TRows : struct, ISize
    {
        if (byColumns)
        {
            if (copy == null) Tile<TRows, Yes, No>(k, a, aStride, b, bStep, copy, c, cRow, accumulate);
            else Tile<TRows, Yes, Yes>(k, a, aStride, b, bStep, copy, c, cRow, accumulate);
        }
        else if (copy == null) Tile<TRows, No, No>(k, a, aStride, b, bStep, copy, c, cRow, accumulate);
        else Tile<TRows, No, Yes>(k, a, aStride, b, bStep, copy, c, cRow, accumulate);
    }

    /// <summary>Unrolled, so that counting takes no place among the multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TByColumns, TCopies>(int k, T* a, nint aStride, T* b, nint bStep, T* copy, T* c, nint cRow, bool accumulate)
        where TRows : struct, ISize where TByColumns : struct, ISize where TCopies : struct, ISize
    {
        nint step = TByColumns.Value != 0 ? aStride : 1, row = TByColumns.Value != 0 ? 1 : aStride;
        nint row2 = 2 * row, row3 = 3 * row, row4 = 4 * row, row5 = 5 * row;
        Pair c0 = new() { Left = TWidth.Broadcast(default), Right = TWidth.Broadcast(default) }, c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        for (int r = 0; r < TRows.Value; r++) Prefetch(c + r * cRow);   // C arrives while K passes by
        for (; k >= 4; k -= 4, a += 4 * step, copy += TCopies.Value * 4 * Columns)
        {
            Step<TRows, TCopies>(a, row, row2, row3, row4, row5, b, copy, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
            b += bStep;
            Step<TRows, TCopies>(a + step, row, row2, row3, row4, row5, b, copy + Columns, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
            b += bStep;
            Step<TRows, TCopies>(a + 2 * step, row, row2, row3, row4, row5, b, copy + 2 * Columns, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
            b += bStep;
            Step<TRows, TCopies>(a + 3 * step, row, row2, row3, row4, row5, b, copy + 3 * Columns, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
            b += bStep;
        }
        for (; k > 0; k--, a += step, b += bStep, copy += TCopies.Value * Columns)
            Step<TRows, TCopies>(a, row, row2, row3, row4, row5, b, copy, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5);
        Put(c, c0, accumulate);
        if (TRows.Value > 1) Put(c + cRow, c1, accumulate);
        if (TRows.Value > 2) Put(c + 2 * cRow, c2, accumulate);
        if (TRows.Value > 3) Put(c + 3 * cRow, c3, accumulate);
        if (TRows.Value > 4) Put(c + 4 * cRow, c4, accumulate);
        if (TRows.Value > 5) Put(c + 5 * cRow, c5, accumulate);
    }

    /// <summary>One k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows, TCopies>(
        T* a, nint row, nint row2, nint row3, nint row4, nint row5, T* b, T* copy, ref Pair c0, ref Pair c1, ref Pair c2, ref Pair c3, ref Pair c4, ref Pair c5)
        where TRows : struct, ISize where TCopies : struct, ISize
    {
        TVector left = TWidth.Load(b), right = TWidth.Load(b + TWidth.Count);
        if (TCopies.Value != 0)
        {
            TWidth.Store(left, copy);
            TWidth.Store(right, copy + TWidth.Count);
        }
        Row(a, left, right, ref c0);
        if (TRows.Value > 1) Row(a + row, left, right, ref c1);
        if (TRows.Value > 2) Row(a + row2, left, right, ref c2);
        if (TRows.Value > 3) Row(a + row3, left, right, ref c3);
        if (TRows.Value > 4) Row(a + row4, left, right, ref c4);
        if (TRows.Value > 5) Row(a + row5, left, right, ref c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(T* a, TVector left, TVector right, ref Pair c)
    {
        TVector x = TWidth.Broadcast(*a);
        c.Left = TWidth.MultiplyAdd(x, left, c.Left);
        c.Right = TWidth.MultiplyAdd(x, right, c.Right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c)
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch0(c);
        Sse.Prefetch0(c + Columns - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, Pair sums, bool accumulate)
    {
        if (accumulate)
        {
            sums.Left = TWidth.Add(TWidth.Load(c), sums.Left);
            sums.Right = TWidth.Add(TWidth.Load(c + TWidth.Count), sums.Right);
        }
        TWidth.Store(sums.Left, c);
        TWidth.Store(sums.Right, c + TWidth.Count);
    }

    /// <summary>A row of the tile, small enough for the compiler to keep in registers.</summary>
    private struct Pair
    {
        public TVector Left, Right;
    }
}
