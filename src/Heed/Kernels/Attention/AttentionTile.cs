using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The micro-kernel of attention: at most 6 rows by 2 vectors of a product, in registers while the terms pass by.</summary>
/// <remarks>
/// As <see cref="GemmTile{T, TVector, TWidth}"/>, with exactly the rows asked for: the queries of a tile (2 vectors of lanes) are no multiple of 6.
/// Sums start at zero and what was there is added last, so that the error does not grow along the whole sequence.
/// </remarks>
internal static unsafe class AttentionTile<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Most rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TWidth.Count;

    /// <summary>c (+)= a · b for any number of rows: sixes, and the rest as evenly as possible.</summary>
    /// <param name="rows">Rows of a and c.</param>
    /// <param name="terms">Terms of each sum.</param>
    /// <param name="a">Element (r, p) is at a[r · aRow + p · aStep].</param>
    /// <param name="aRow">See <paramref name="a"/>.</param>
    /// <param name="aStep">See <paramref name="a"/>.</param>
    /// <param name="b">Row p is at b + p · bRow.</param>
    /// <param name="bRow">See <paramref name="b"/>.</param>
    /// <param name="c">Row r is at c + r · cRow.</param>
    /// <param name="cRow">See <paramref name="c"/>.</param>
    /// <param name="accumulate">Adds to c instead of overwriting it.</param>
    /// <param name="factors">If not null, row r of the result is multiplied by factors[r].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int rows, int terms, T* a, nint aRow, nint aStep, T* b, nint bRow, T* c, nint cRow, bool accumulate, T* factors = null)
    {
        for (int tiles = (rows + Rows - 1) / Rows; tiles > 0; tiles--)
        {
            int height = (rows + tiles - 1) / tiles;
            switch (height)
            {
                case 6: Run<Rows6>(terms, a, aRow, aStep, b, bRow, c, cRow, accumulate, factors); break;
                case 5: Run<Rows5>(terms, a, aRow, aStep, b, bRow, c, cRow, accumulate, factors); break;
                case 4: Run<Rows4>(terms, a, aRow, aStep, b, bRow, c, cRow, accumulate, factors); break;
                case 3: Run<Rows3>(terms, a, aRow, aStep, b, bRow, c, cRow, accumulate, factors); break;
                case 2: Run<Rows2>(terms, a, aRow, aStep, b, bRow, c, cRow, accumulate, factors); break;
                default: Run<Rows1>(terms, a, aRow, aStep, b, bRow, c, cRow, accumulate, factors); break;
            }
            rows -= height;
            a += height * aRow;
            c += height * cRow;
            if (factors != null) factors += height;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows>(int terms, T* a, nint aRow, nint aStep, T* b, nint bRow, T* c, nint cRow, bool accumulate, T* factors)
        where TRows : struct, IRowCount
    {
        T* a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow;
        TVector c00 = TWidth.Broadcast(default), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
        TVector c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
        for (nint p = 0; terms > 0; terms--, p += aStep, b += bRow)
        {
            TVector b0 = TWidth.Load(b), b1 = TWidth.Load(b + TWidth.Count), x = TWidth.Broadcast(a[p]);
            c00 = TWidth.MultiplyAdd(x, b0, c00);
            c01 = TWidth.MultiplyAdd(x, b1, c01);
            if (TRows.Value > 1)
            {
                x = TWidth.Broadcast(a1[p]);
                c10 = TWidth.MultiplyAdd(x, b0, c10);
                c11 = TWidth.MultiplyAdd(x, b1, c11);
            }
            if (TRows.Value > 2)
            {
                x = TWidth.Broadcast(a2[p]);
                c20 = TWidth.MultiplyAdd(x, b0, c20);
                c21 = TWidth.MultiplyAdd(x, b1, c21);
            }
            if (TRows.Value > 3)
            {
                x = TWidth.Broadcast(a3[p]);
                c30 = TWidth.MultiplyAdd(x, b0, c30);
                c31 = TWidth.MultiplyAdd(x, b1, c31);
            }
            if (TRows.Value > 4)
            {
                x = TWidth.Broadcast(a4[p]);
                c40 = TWidth.MultiplyAdd(x, b0, c40);
                c41 = TWidth.MultiplyAdd(x, b1, c41);
            }
            if (TRows.Value > 5)
            {
                x = TWidth.Broadcast(a5[p]);
                c50 = TWidth.MultiplyAdd(x, b0, c50);
                c51 = TWidth.MultiplyAdd(x, b1, c51);
            }
        }
        Put(c, c00, c01, accumulate, factors, 0);
        if (TRows.Value > 1) Put(c + cRow, c10, c11, accumulate, factors, 1);
        if (TRows.Value > 2) Put(c + 2 * cRow, c20, c21, accumulate, factors, 2);
        if (TRows.Value > 3) Put(c + 3 * cRow, c30, c31, accumulate, factors, 3);
        if (TRows.Value > 4) Put(c + 4 * cRow, c40, c41, accumulate, factors, 4);
        if (TRows.Value > 5) Put(c + 5 * cRow, c50, c51, accumulate, factors, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, TVector left, TVector right, bool accumulate, T* factors, int row)
    {
        if (accumulate)
        {
            left = TWidth.Add(TWidth.Load(c), left);
            right = TWidth.Add(TWidth.Load(c + TWidth.Count), right);
        }
        if (factors != null)
        {
            TVector factor = TWidth.Broadcast(factors[row]);
            left = TWidth.Multiply(left, factor);
            right = TWidth.Multiply(right, factor);
        }
        TWidth.Store(left, c);
        TWidth.Store(right, c + TWidth.Count);
    }
}
