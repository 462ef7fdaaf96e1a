using System.Runtime.CompilerServices;

namespace Heed.Kernels;

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
internal readonly unsafe struct ConvTile<T, TVector, TWidth> : IConvTile<T> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <inheritdoc/>
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
            for (nint k = runs->Length; k > 0; k--, p += aStep, b += 2 * TWidth.Count)
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
        ConvTiles.Put<T, TVector, TWidth>(c[0] + cShift, c00, c01, relu);
        ConvTiles.Put<T, TVector, TWidth>(c[1] + cShift, c10, c11, relu);
        ConvTiles.Put<T, TVector, TWidth>(c[2] + cShift, c20, c21, relu);
        ConvTiles.Put<T, TVector, TWidth>(c[3] + cShift, c30, c31, relu);
        ConvTiles.Put<T, TVector, TWidth>(c[4] + cShift, c40, c41, relu);
        ConvTiles.Put<T, TVector, TWidth>(c[5] + cShift, c50, c51, relu);
    }
}
