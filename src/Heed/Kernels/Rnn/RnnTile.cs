using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The micro-kernel of recurrent layers: up to three rows of states times a panel of four vectors, in registers while K passes by.</summary>
/// <remarks>
/// For every k a panel holds four vectors side by side: those of the gates of the same units, or four groups of columns.
/// Each element is one chain of multiply-adds in the order of k, so its bits do not depend on the rows beside it.
/// </remarks>
internal static unsafe class RnnTile<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Elements of a row of a panel.</summary>
    public static int Columns => 4 * TWidth.Count;

    /// <summary>sums += rows · panel, for as many rows as there are.</summary>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="count">Rows.</param>
    /// <param name="a">The first row.</param>
    /// <param name="aRow">Elements from one row to the next.</param>
    /// <param name="panel">(k, 4 vectors).</param>
    /// <param name="sums">Vector v of row r is added to sums + r · row + v · gap.</param>
    /// <param name="row">See <paramref name="sums"/>.</param>
    /// <param name="gap">See <paramref name="sums"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint k, int count, T* a, nint aRow, T* panel, T* sums, nint row, nint gap)
    {
        while (count > 0)
        {
            int rows = count == 4 ? 2 : Math.Min(count, 3);   // four make two tiles of two, for a row alone leaves the multipliers waiting
            if (rows == 3) Three(k, a, a + aRow, a + 2 * aRow, panel, sums, row, gap);
            else if (rows == 2) Two(k, a, a + aRow, panel, sums, row, gap);
            else One(k, a, panel, sums, gap);
            count -= rows;
            a += rows * aRow;
            sums += rows * row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three(nint k, T* a0, T* a1, T* a2, T* panel, T* sums, nint row, nint gap)
    {
        TVector c00 = TWidth.Broadcast(default), c01 = c00, c02 = c00, c03 = c00;
        TVector c10 = c00, c11 = c00, c12 = c00, c13 = c00, c20 = c00, c21 = c00, c22 = c00, c23 = c00;
        for (nint p = 0; p < k; p++, panel += Columns)
        {
            TVector x0 = TWidth.Broadcast(a0[p]), x1 = TWidth.Broadcast(a1[p]), x2 = TWidth.Broadcast(a2[p]);
            TVector b = TWidth.Load(panel);
            c00 = TWidth.MultiplyAdd(x0, b, c00);
            c10 = TWidth.MultiplyAdd(x1, b, c10);
            c20 = TWidth.MultiplyAdd(x2, b, c20);
            b = TWidth.Load(panel + TWidth.Count);
            c01 = TWidth.MultiplyAdd(x0, b, c01);
            c11 = TWidth.MultiplyAdd(x1, b, c11);
            c21 = TWidth.MultiplyAdd(x2, b, c21);
            b = TWidth.Load(panel + 2 * TWidth.Count);
            c02 = TWidth.MultiplyAdd(x0, b, c02);
            c12 = TWidth.MultiplyAdd(x1, b, c12);
            c22 = TWidth.MultiplyAdd(x2, b, c22);
            b = TWidth.Load(panel + 3 * TWidth.Count);
            c03 = TWidth.MultiplyAdd(x0, b, c03);
            c13 = TWidth.MultiplyAdd(x1, b, c13);
            c23 = TWidth.MultiplyAdd(x2, b, c23);
        }
        Add(sums, gap, c00, c01, c02, c03);
        Add(sums + row, gap, c10, c11, c12, c13);
        Add(sums + 2 * row, gap, c20, c21, c22, c23);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(nint k, T* a0, T* a1, T* panel, T* sums, nint row, nint gap)
    {
        TVector c00 = TWidth.Broadcast(default), c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        for (nint p = 0; p < k; p++, panel += Columns)
        {
            TVector x0 = TWidth.Broadcast(a0[p]), x1 = TWidth.Broadcast(a1[p]);
            TVector b = TWidth.Load(panel);
            c00 = TWidth.MultiplyAdd(x0, b, c00);
            c10 = TWidth.MultiplyAdd(x1, b, c10);
            b = TWidth.Load(panel + TWidth.Count);
            c01 = TWidth.MultiplyAdd(x0, b, c01);
            c11 = TWidth.MultiplyAdd(x1, b, c11);
            b = TWidth.Load(panel + 2 * TWidth.Count);
            c02 = TWidth.MultiplyAdd(x0, b, c02);
            c12 = TWidth.MultiplyAdd(x1, b, c12);
            b = TWidth.Load(panel + 3 * TWidth.Count);
            c03 = TWidth.MultiplyAdd(x0, b, c03);
            c13 = TWidth.MultiplyAdd(x1, b, c13);
        }
        Add(sums, gap, c00, c01, c02, c03);
        Add(sums + row, gap, c10, c11, c12, c13);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(nint k, T* a0, T* panel, T* sums, nint gap)
    {
        TVector c00 = TWidth.Broadcast(default), c01 = c00, c02 = c00, c03 = c00;
        for (nint p = 0; p < k; p++, panel += Columns)
        {
            TVector x0 = TWidth.Broadcast(a0[p]);
            c00 = TWidth.MultiplyAdd(x0, TWidth.Load(panel), c00);
            c01 = TWidth.MultiplyAdd(x0, TWidth.Load(panel + TWidth.Count), c01);
            c02 = TWidth.MultiplyAdd(x0, TWidth.Load(panel + 2 * TWidth.Count), c02);
            c03 = TWidth.MultiplyAdd(x0, TWidth.Load(panel + 3 * TWidth.Count), c03);
        }
        Add(sums, gap, c00, c01, c02, c03);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* target, nint gap, TVector x0, TVector x1, TVector x2, TVector x3)
    {
        TWidth.Store(TWidth.Add(TWidth.Load(target), x0), target);
        TWidth.Store(TWidth.Add(TWidth.Load(target + gap), x1), target + gap);
        TWidth.Store(TWidth.Add(TWidth.Load(target + 2 * gap), x2), target + 2 * gap);
        TWidth.Store(TWidth.Add(TWidth.Load(target + 3 * gap), x3), target + 3 * gap);
    }
}
