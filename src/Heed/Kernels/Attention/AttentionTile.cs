using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The micro-kernel of attention: at most 6 rows by 2 vectors of a product stay in registers while the terms pass by.</summary>
/// <remarks>
/// As <see cref="GemmTile{T, TVector, TWidth}"/>, but with exactly the rows asked for, since the queries of a tile (2 vectors of lanes) are no multiple of 6, and with the loops over
/// tiles inside, since the sums are short. Sums start at zero and what was there is added last, so that the error does not grow along the whole sequence.
/// </remarks>
internal static unsafe class AttentionTile<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Most rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TWidth.Count;

    /// <summary>Multiplies; the rows are dealt out as evenly as possible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TTerms>(int rows, AttentionProduct<T>* product) where TTerms : struct, IProductTerms
    {
        int tiles = (rows + Rows - 1) / Rows;
        if (tiles == 0) return;
        int height = rows / tiles, higher = rows - height * tiles;
        if (higher > 0) Run<TTerms>(height + 1, 0, higher, product);
        Run<TTerms>(height, higher * (height + 1), tiles - higher, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TTerms>(int height, int first, int tiles, AttentionProduct<T>* product) where TTerms : struct, IProductTerms
    {
        switch (height)
        {
            case 6: Run<Rows6, TTerms>(first, tiles, product); break;
            case 5: Run<Rows5, TTerms>(first, tiles, product); break;
            case 4: Run<Rows4, TTerms>(first, tiles, product); break;
            case 3: Run<Rows3, TTerms>(first, tiles, product); break;
            case 2: Run<Rows2, TTerms>(first, tiles, product); break;
            default: Run<Rows1, TTerms>(first, tiles, product); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TTerms>(int first, int tiles, AttentionProduct<T>* product) where TRows : struct, ISize where TTerms : struct, IProductTerms
    {
        for (int column = 0; column < product->Columns; column++)
        {
            T* a = product->A + first * product->ARow, c = product->C + first * product->CRow + column * Columns, factors = product->Factors + first;
            for (int tile = 0; tile < tiles; tile++)
            {
                Tile<TRows, TTerms>(a, product->B + column * product->BColumns, c, factors, product);
                a += TRows.Value * product->ARow;
                c += TRows.Value * product->CRow;
                factors += TRows.Value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TRows, TTerms>(T* a, T* b, T* c, T* factors, AttentionProduct<T>* product) where TRows : struct, ISize where TTerms : struct, IProductTerms
    {
        nint aRow = TTerms.LanesOfA > 0 ? 1 : product->ARow, aStep = TTerms.LanesOfA > 0 ? TTerms.LanesOfA * Columns : 1, bRow = product->BRow;
        T* a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow;
        TVector c00 = TWidth.Broadcast(default), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
        TVector c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
        nint p = 0;
        int terms = product->Terms;
        for (; terms >= 4; terms -= 4)
        {
            Step<TRows>(a, a1, a2, a3, a4, a5, p, 0, b, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21,
                ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
            if (!TTerms.ArePacked) b += bRow;
            Step<TRows>(a, a1, a2, a3, a4, a5, p, aStep, TTerms.ArePacked ? b + Columns : b, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21,
                ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
            if (!TTerms.ArePacked) b += bRow;
            Step<TRows>(a, a1, a2, a3, a4, a5, p, 2 * aStep, TTerms.ArePacked ? b + 2 * Columns : b, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21,
                ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
            if (!TTerms.ArePacked) b += bRow;
            Step<TRows>(a, a1, a2, a3, a4, a5, p, 3 * aStep, TTerms.ArePacked ? b + 3 * Columns : b, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21,
                ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
            b += TTerms.ArePacked ? 4 * Columns : bRow;
            p += 4 * aStep;
        }
        for (; terms > 0; terms--)
        {
            Step<TRows>(a, a1, a2, a3, a4, a5, p, 0, b, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21,
                ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
            b += TTerms.ArePacked ? Columns : bRow;
            p += aStep;
        }
        nint cRow = product->CRow;
        T* c1 = c + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow, c5 = c4 + cRow;
        if (!TTerms.ArePacked && product->Accumulate)
        {
            AddFrom(c, ref c00, ref c01);
            if (TRows.Value > 1) AddFrom(c1, ref c10, ref c11);
            if (TRows.Value > 2) AddFrom(c2, ref c20, ref c21);
            if (TRows.Value > 3) AddFrom(c3, ref c30, ref c31);
            if (TRows.Value > 4) AddFrom(c4, ref c40, ref c41);
            if (TRows.Value > 5) AddFrom(c5, ref c50, ref c51);
        }
        if (!TTerms.ArePacked && product->Factors != null)
        {
            Scale(*factors, ref c00, ref c01);
            if (TRows.Value > 1) Scale(factors[1], ref c10, ref c11);
            if (TRows.Value > 2) Scale(factors[2], ref c20, ref c21);
            if (TRows.Value > 3) Scale(factors[3], ref c30, ref c31);
            if (TRows.Value > 4) Scale(factors[4], ref c40, ref c41);
            if (TRows.Value > 5) Scale(factors[5], ref c50, ref c51);
        }
        Put(c, c00, c01);
        if (TRows.Value > 1) Put(c1, c10, c11);
        if (TRows.Value > 2) Put(c2, c20, c21);
        if (TRows.Value > 3) Put(c3, c30, c31);
        if (TRows.Value > 4) Put(c4, c40, c41);
        if (TRows.Value > 5) Put(c5, c50, c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows>(T* a, T* a1, T* a2, T* a3, T* a4, T* a5, nint p, nint offset, T* b, ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11,
        ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31, ref TVector c40, ref TVector c41, ref TVector c50, ref TVector c51)
        where TRows : struct, ISize
    {
        TVector b0 = TWidth.Load(b), b1 = TWidth.Load(b + TWidth.Count);
        Add(*(a + p + offset), b0, b1, ref c00, ref c01);
        if (TRows.Value > 1) Add(*(a1 + p + offset), b0, b1, ref c10, ref c11);
        if (TRows.Value > 2) Add(*(a2 + p + offset), b0, b1, ref c20, ref c21);
        if (TRows.Value > 3) Add(*(a3 + p + offset), b0, b1, ref c30, ref c31);
        if (TRows.Value > 4) Add(*(a4 + p + offset), b0, b1, ref c40, ref c41);
        if (TRows.Value > 5) Add(*(a5 + p + offset), b0, b1, ref c50, ref c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T a, TVector b0, TVector b1, ref TVector left, ref TVector right)
    {
        TVector x = TWidth.Broadcast(a);
        left = TWidth.MultiplyAdd(x, b0, left);
        right = TWidth.MultiplyAdd(x, b1, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFrom(T* c, ref TVector left, ref TVector right)
    {
        left = TWidth.Add(TWidth.Load(c), left);
        right = TWidth.Add(TWidth.Load(c + TWidth.Count), right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(T factor, ref TVector left, ref TVector right)
    {
        TVector f = TWidth.Broadcast(factor);
        left = TWidth.Multiply(left, f);
        right = TWidth.Multiply(right, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, TVector left, TVector right)
    {
        TWidth.Store(left, c);
        TWidth.Store(right, c + TWidth.Count);
    }
}
