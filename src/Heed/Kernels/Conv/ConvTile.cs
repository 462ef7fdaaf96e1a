using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Neighbouring steps of a sum: <c>Length</c> of them, from <c>Offset</c> on, counted from each row's own start.</summary>
internal struct ConvRun
{
    public nint Offset, Length;
}

/// <summary>The micro-kernel of convolutions: a tile of 6 rows by 2 vectors stays in 12 registers while the sum, which lies in several runs, passes by.</summary>
/// <remarks>
/// <code>
///                     b: 2 vectors of the next row of the panel
///                   ┌──────────┬──────────┐
///   a0[run + k·step]│   c00    │   c01    │
///         …         │    …     │    …     │      every step: 2 loads, 6 broadcasts, 12 multiply-adds
///   a5[run + k·step]│   c50    │   c51    │
///                   └──────────┴──────────┘
/// </code>
/// Forward, rows are output pixels (each starts at its own input pixel), runs are rows of the window. For the gradient by the kernel, rows are weights, runs are lines of pixels.
/// Nothing is gathered: the rows are read in the image. Each element is one chain of multiply-adds, so its bits do not depend on its place.
/// </remarks>
internal static unsafe class ConvTile<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile, and of a panel.</summary>
    public static int Columns => 2 * TWidth.Count;

    /// <summary>c (+)= Σ a · b.</summary>
    /// <param name="runs">Where the steps of the sum lie.</param>
    /// <param name="count">How many runs.</param>
    /// <param name="aShift">Added to all offsets.</param>
    /// <param name="aStep">From one step to the next in a run.</param>
    /// <param name="a">The starts of the 6 rows; a missing row repeats another.</param>
    /// <param name="b">The panel: <see cref="Columns"/> elements for each step of all runs, in order.</param>
    /// <param name="c">The starts of the 6 results; a missing row's goes where nobody looks.</param>
    /// <param name="cShift">Added to all results' places.</param>
    /// <param name="start">The first term of every row; <see langword="null"/>: what lies in c.</param>
    /// <param name="relu">Replace negative results by 0?</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ConvRun* runs, int count, nint aShift, nint aStep, T** a, T* b, T** c, nint cShift, T* start, bool relu)
    {
        TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        if (start is not null)
        {
            c00 = c10 = c20 = c30 = c40 = c50 = TWidth.Load(start);
            c01 = c11 = c21 = c31 = c41 = c51 = TWidth.Load(start + TWidth.Count);
        }
        else
        {
            (c00, c01) = (TWidth.Load(c[0] + cShift), TWidth.Load(c[0] + cShift + TWidth.Count));
            (c10, c11) = (TWidth.Load(c[1] + cShift), TWidth.Load(c[1] + cShift + TWidth.Count));
            (c20, c21) = (TWidth.Load(c[2] + cShift), TWidth.Load(c[2] + cShift + TWidth.Count));
            (c30, c31) = (TWidth.Load(c[3] + cShift), TWidth.Load(c[3] + cShift + TWidth.Count));
            (c40, c41) = (TWidth.Load(c[4] + cShift), TWidth.Load(c[4] + cShift + TWidth.Count));
            (c50, c51) = (TWidth.Load(c[5] + cShift), TWidth.Load(c[5] + cShift + TWidth.Count));
        }
        T* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5];
        for (ConvRun* end = runs + count; runs < end; runs++)
        {
            nint p = runs->Offset + aShift;
            for (nint k = runs->Length; k > 0; k--, p += aStep, b += Columns)
            {
                TVector b0 = TWidth.Load(b), b1 = TWidth.Load(b + TWidth.Count);
                TVector x = TWidth.Broadcast(a0[p]);
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
        }
        Put(c[0] + cShift, c00, c01, relu);
        Put(c[1] + cShift, c10, c11, relu);
        Put(c[2] + cShift, c20, c21, relu);
        Put(c[3] + cShift, c30, c31, relu);
        Put(c[4] + cShift, c40, c41, relu);
        Put(c[5] + cShift, c50, c51, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, TVector left, TVector right, bool relu)
    {
        if (relu)
        {
            TVector zero = TWidth.Broadcast(default);
            left = TWidth.Select(TWidth.Less(left, zero), zero, left);      // NaN stays
            right = TWidth.Select(TWidth.Less(right, zero), zero, right);
        }
        TWidth.Store(left, c);
        TWidth.Store(right, c + TWidth.Count);
    }
}
