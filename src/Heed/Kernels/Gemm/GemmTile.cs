using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>The micro-kernel: a tile of C, 6 rows by 2 vectors, stays in 12 registers while K passes by.</summary>
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
/// </remarks>
internal static unsafe class GemmTile<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TWidth.Count;

    /// <summary>c (+)= a · b for the first <paramref name="rows"/> rows of a tile.</summary>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="a">Element (r, p) is at a[r · aRow + p · aStep]; rows beyond <paramref name="rows"/> are not read.</param>
    /// <param name="aRow">See <paramref name="a"/>.</param>
    /// <param name="aStep">See <paramref name="a"/>.</param>
    /// <param name="b">Row p is at b + p · bStep.</param>
    /// <param name="bStep">See <paramref name="b"/>.</param>
    /// <param name="c">Row r is at c + r · cRow.</param>
    /// <param name="cRow">See <paramref name="c"/>.</param>
    /// <param name="rows">1 … 6.</param>
    /// <param name="accumulate">Adds to c instead of overwriting it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, int rows, bool accumulate)
    {
        // A missing row reads the last real one; its result is dropped.
        T* a1 = rows > 1 ? a + aRow : a, a2 = rows > 2 ? a1 + aRow : a1, a3 = rows > 3 ? a2 + aRow : a2;
        T* a4 = rows > 4 ? a3 + aRow : a3, a5 = rows > 5 ? a4 + aRow : a4;
        TVector c00 = TWidth.Broadcast(default), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
        TVector c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
        for (int r = 0; r < rows; r++) Prefetch(c + r * cRow);   // C arrives while K passes by
        nint p = 0;
        for (; k > 0; k--, p += aStep, b += bStep)
        {
            TVector b0 = TWidth.Load(b), b1 = TWidth.Load(b + TWidth.Count);
            TVector x = TWidth.Broadcast(a[p]);
            c00 = TWidth.MultiplyAdd(x, b0, c00);
            c01 = TWidth.MultiplyAdd(x, b1, c01);
            x = TWidth.Broadcast(a1[p]);
            c10 = TWidth.MultiplyAdd(x, b0, c10);
            c11 = TWidth.MultiplyAdd(x, b1, c11);
            x = TWidth.Broadcast(a2[p]);
            c20 = TWidth.MultiplyAdd(x, b0, c20);
            c21 = TWidth.MultiplyAdd(x, b1, c21);
            x = TWidth.Broadcast(a3[p]);
            c30 = TWidth.MultiplyAdd(x, b0, c30);
            c31 = TWidth.MultiplyAdd(x, b1, c31);
            x = TWidth.Broadcast(a4[p]);
            c40 = TWidth.MultiplyAdd(x, b0, c40);
            c41 = TWidth.MultiplyAdd(x, b1, c41);
            x = TWidth.Broadcast(a5[p]);
            c50 = TWidth.MultiplyAdd(x, b0, c50);
            c51 = TWidth.MultiplyAdd(x, b1, c51);
        }
        Put(c, c00, c01, accumulate);
        if (rows > 1) Put(c + cRow, c10, c11, accumulate);
        if (rows > 2) Put(c + 2 * cRow, c20, c21, accumulate);
        if (rows > 3) Put(c + 3 * cRow, c30, c31, accumulate);
        if (rows > 4) Put(c + 4 * cRow, c40, c41, accumulate);
        if (rows > 5) Put(c + 5 * cRow, c50, c51, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c)
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch0(c);
        Sse.Prefetch0(c + Columns - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, TVector left, TVector right, bool accumulate)
    {
        if (accumulate)
        {
            left = TWidth.Add(TWidth.Load(c), left);
            right = TWidth.Add(TWidth.Load(c + TWidth.Count), right);
        }
        TWidth.Store(left, c);
        TWidth.Store(right, c + TWidth.Count);
    }
}
