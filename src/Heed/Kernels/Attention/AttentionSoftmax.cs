using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The softmax of a tile that meets its keys block by block: powers of two relative to a reference that seldom moves.</summary>
/// <remarks>
/// The reference m of a query is a whole number, at least the largest score of its first block. It moves only if a later score exceeds it by 16, since until then sums and
/// products of 2^(s − m) stay far from overflow; so the output is almost never rescaled, and if it is, by a power of two, without rounding.
/// </remarks>
internal static unsafe class AttentionSoftmax<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private static int Lanes => 2 * TWidth.Count;

    /// <summary>The largest score of each lane, from the vector at <paramref name="offset"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Largest(T* scores, int keys, int offset)
    {
        scores += offset;
        TVector a = TWidth.Load(scores), b = a, c = a, d = a;
        int j = 1;
        for (T* s = scores + Lanes; j + 4 <= keys; j += 4, s += 4 * Lanes)
        {
            a = TWidth.Max(a, TWidth.Load(s));
            b = TWidth.Max(b, TWidth.Load(s + Lanes));
            c = TWidth.Max(c, TWidth.Load(s + 2 * Lanes));
            d = TWidth.Max(d, TWidth.Load(s + 3 * Lanes));
        }
        for (; j < keys; j++) a = TWidth.Max(a, TWidth.Load(scores + j * Lanes));
        return TWidth.Max(TWidth.Max(a, b), TWidth.Max(c, d));
    }

    /// <summary>The reference for a first block of keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Start(T* scores, int keys, T* reference, T* sum)
    {
        TVector floor = TWidth.Broadcast(AttentionKernel.Number<T>(-1048576)), zero = TWidth.Broadcast(default);    // the floor for lanes whose keys are all masked so far
        for (int v = 0; v < Lanes; v += TWidth.Count)
        {
            TWidth.Store(TWidth.Max(floor, TWidth.Ceiling(Largest(scores, keys, v))), reference + v);
            TWidth.Store(zero, sum + v);
        }
    }

    /// <summary>Moves the reference where a score is too far above it. Is any moved? Then <paramref name="factors"/> says by what the output must be multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Advance(T* scores, int keys, T* reference, T* sum, T* factors)
    {
        TVector slack = TWidth.Broadcast(AttentionKernel.Number<T>(16)), first = Largest(scores, keys, 0), second = Largest(scores, keys, TWidth.Count);
        bool above = TWidth.Any(TWidth.Less(TWidth.Add(TWidth.Load(reference), slack), first))
            || TWidth.Any(TWidth.Less(TWidth.Add(TWidth.Load(reference + TWidth.Count), slack), second));
        if (!above) return false;
        Move(first, reference, sum, factors);
        Move(second, reference + TWidth.Count, sum + TWidth.Count, factors + TWidth.Count);
        return true;
    }

    private static void Move(TVector largest, T* reference, T* sum, T* factors)
    {
        TVector old = TWidth.Load(reference), moved = TWidth.Max(TWidth.Ceiling(largest), old);
        TVector factor = PowerOfTwo<T, TVector, TWidth>.Of(TWidth.Subtract(old, moved));
        TWidth.Store(moved, reference);
        TWidth.Store(TWidth.Multiply(TWidth.Load(sum), factor), sum);
        TWidth.Store(factor, factors);
    }

    /// <summary>scores = 2^(scores − reference), and their sums are added to <paramref name="sum"/>. Reads and writes one row beyond an odd number of keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exponentials(T* scores, int keys, T* reference, T* sum)
    {
        if ((keys & 1) != 0) new Span<T>(scores + (nint)keys * Lanes, Lanes).Fill(AttentionKernel.Number<T>(double.NegativeInfinity));
        TVector m0 = TWidth.Load(reference), m1 = TWidth.Load(reference + TWidth.Count);
        TVector sum0 = TWidth.Broadcast(default), sum1 = sum0;
        for (T* s = scores, end = scores + (nint)keys * Lanes; s < end; s += 2 * Lanes)
        {
            TVector p0 = TWidth.Subtract(TWidth.Load(s), m0), p1 = TWidth.Subtract(TWidth.Load(s + TWidth.Count), m1);
            TVector p2 = TWidth.Subtract(TWidth.Load(s + Lanes), m0), p3 = TWidth.Subtract(TWidth.Load(s + Lanes + TWidth.Count), m1);
            PowerOfTwo<T, TVector, TWidth>.Of(ref p0, ref p1, ref p2, ref p3);
            TWidth.Store(p0, s);
            TWidth.Store(p1, s + TWidth.Count);
            TWidth.Store(p2, s + Lanes);
            TWidth.Store(p3, s + Lanes + TWidth.Count);
            sum0 = TWidth.Add(sum0, TWidth.Add(p0, p2));
            sum1 = TWidth.Add(sum1, TWidth.Add(p1, p3));
        }
        TWidth.Store(TWidth.Add(TWidth.Load(sum), sum0), sum);
        TWidth.Store(TWidth.Add(TWidth.Load(sum + TWidth.Count), sum1), sum + TWidth.Count);
    }
}
