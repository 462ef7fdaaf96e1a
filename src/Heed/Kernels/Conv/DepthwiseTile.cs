using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The micro-kernel of depthwise convolutions: as <see cref="ConvTile{T, TVector, TWidth}"/>, but each column of b has its own column of a.</summary>
/// <remarks>Every step: 14 loads, 12 multiply-adds. Forward, rows are output pixels and steps are taps; for the gradient by the kernel, rows are taps and steps are pixels.</remarks>
internal readonly unsafe struct DepthwiseTile<T, TVector, TWidth> : IConvTile<T> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
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
                c00 = TWidth.MultiplyAdd(TWidth.Load(a0 + p), b0, c00);
                c01 = TWidth.MultiplyAdd(TWidth.Load(a0 + p + TWidth.Count), b1, c01);
                c10 = TWidth.MultiplyAdd(TWidth.Load(a1 + p), b0, c10);
                c11 = TWidth.MultiplyAdd(TWidth.Load(a1 + p + TWidth.Count), b1, c11);
                c20 = TWidth.MultiplyAdd(TWidth.Load(a2 + p), b0, c20);
                c21 = TWidth.MultiplyAdd(TWidth.Load(a2 + p + TWidth.Count), b1, c21);
                c30 = TWidth.MultiplyAdd(TWidth.Load(a3 + p), b0, c30);
                c31 = TWidth.MultiplyAdd(TWidth.Load(a3 + p + TWidth.Count), b1, c31);
                c40 = TWidth.MultiplyAdd(TWidth.Load(a4 + p), b0, c40);
                c41 = TWidth.MultiplyAdd(TWidth.Load(a4 + p + TWidth.Count), b1, c41);
                c50 = TWidth.MultiplyAdd(TWidth.Load(a5 + p), b0, c50);
                c51 = TWidth.MultiplyAdd(TWidth.Load(a5 + p + TWidth.Count), b1, c51);
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
