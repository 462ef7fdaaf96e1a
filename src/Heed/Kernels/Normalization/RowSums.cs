using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Sums over a row, by two vectors of partial sums; their order depends on the length alone.</summary>
internal static class RowSums
{
    /// <summary>Σ x</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        ref T x0 = ref MemoryMarshal.GetReference(x);
        Vector<T> a = Vector<T>.Zero, b = Vector<T>.Zero;
        nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
        for (; i + 2 * count <= n; i += 2 * count)
        {
            a += Vector.LoadUnsafe(ref x0, i);
            b += Vector.LoadUnsafe(ref x0, i + count);
        }
        T sum = Vector.Sum(a + b);
        for (; i < n; i++) sum += x[(int)i];
        return sum;
    }

    /// <summary>Σ (x − shift)²</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static T SquaresFrom<T>(ReadOnlySpan<T> x, T shift) where T : unmanaged, INumber<T>
    {
        ref T x0 = ref MemoryMarshal.GetReference(x);
        Vector<T> shifts = new(shift), a = Vector<T>.Zero, b = Vector<T>.Zero;
        nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
        for (; i + 2 * count <= n; i += 2 * count)
        {
            Vector<T> u = Vector.LoadUnsafe(ref x0, i) - shifts, v = Vector.LoadUnsafe(ref x0, i + count) - shifts;
            a = Simd.MultiplyAdd(u, u, a);
            b = Simd.MultiplyAdd(v, v, b);
        }
        T sum = Vector.Sum(a + b);
        for (; i < n; i++) sum += (x[(int)i] - shift) * (x[(int)i] - shift);
        return sum;
    }
}
