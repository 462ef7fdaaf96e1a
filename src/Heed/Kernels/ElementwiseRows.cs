using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>A row of one operand.</summary>
/// <remarks>
/// The loops over rows stay calls of their own: the compiler allows a method inlining in proportion to its own size. Within the few lines that hand out pieces,
/// the functions of the ops would exceed it, and then each vector would be a call.
/// </remarks>
internal readonly struct MapRow<T, TOp> where T : unmanaged, INumber<T> where TOp : struct, IMap
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ReadOnlySpan<T> x, Span<T> y)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
        for (; i + count <= n; i += count) TOp.Invoke(Vector.LoadUnsafe(ref x0, i)).StoreUnsafe(ref y0, i);
        if (i < n) Padded.Store(TOp.Invoke(Padded.Load(x[(int)i..])), y[(int)i..]);
    }
}

/// <summary>A row of two operands; an operand of length 1 stands for the whole row.</summary>
internal readonly struct Map2Row<T, TOp> : IRow2<T, T> where T : unmanaged, INumber<T> where TOp : struct, IMap2
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y), z0 = ref MemoryMarshal.GetReference(z);
        nuint i = 0, n = (nuint)z.Length, count = (nuint)Vector<T>.Count;
        if (n == 1)
        {
            z0 = TOp.Invoke(new Vector<T>(x0), new Vector<T>(y0))[0];
        }
        else if (x.Length == 1)
        {
            Vector<T> left = new(x0);
            for (; i + count <= n; i += count) TOp.Invoke(left, Vector.LoadUnsafe(ref y0, i)).StoreUnsafe(ref z0, i);
            if (i < n) Padded.Store(TOp.Invoke(left, Padded.Load(y[(int)i..])), z[(int)i..]);
        }
        else if (y.Length == 1)
        {
            Vector<T> right = new(y0);
            for (; i + count <= n; i += count) TOp.Invoke(Vector.LoadUnsafe(ref x0, i), right).StoreUnsafe(ref z0, i);
            if (i < n) Padded.Store(TOp.Invoke(Padded.Load(x[(int)i..]), right), z[(int)i..]);
        }
        else
        {
            for (; i + count <= n; i += count)
                TOp.Invoke(Vector.LoadUnsafe(ref x0, i), Vector.LoadUnsafe(ref y0, i)).StoreUnsafe(ref z0, i);
            if (i < n) Padded.Store(TOp.Invoke(Padded.Load(x[(int)i..]), Padded.Load(y[(int)i..])), z[(int)i..]);
        }
    }
}

/// <summary>A row of three operands.</summary>
internal readonly struct Map3Row<T, TOp> where T : unmanaged, INumber<T> where TOp : struct, IMap3
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> w)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        ref T z0 = ref MemoryMarshal.GetReference(z), w0 = ref MemoryMarshal.GetReference(w);
        nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
        for (; i + count <= n; i += count)
            TOp.Invoke(Vector.LoadUnsafe(ref x0, i), Vector.LoadUnsafe(ref y0, i), Vector.LoadUnsafe(ref z0, i)).StoreUnsafe(ref w0, i);
        if (i == n) return;
        int rest = (int)i;
        Padded.Store(TOp.Invoke(Padded.Load(x[rest..]), Padded.Load(y[rest..]), Padded.Load(z[rest..])), w[rest..]);
    }
}

/// <summary>A row of comparisons; an operand of length 1 stands for the whole row.</summary>
internal readonly struct CompareRow<T, TOp> : IRow2<T, bool> where T : unmanaged, INumber<T> where TOp : struct, IPredicate
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        ref byte z0 = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(z));
        bool xIsOne = x.Length == 1, yIsOne = y.Length == 1;
        Vector<T> left = new(x0), right = new(y0);
        nuint i = 0, n = (nuint)z.Length, count = (nuint)Vector<uint>.Count;
        for (; i + 4 * count <= n; i += 4 * count)
        {
            Vector<uint> a = Truths(ref x0, xIsOne, left, ref y0, yIsOne, right, i), b = Truths(ref x0, xIsOne, left, ref y0, yIsOne, right, i + count);
            Vector<uint> c = Truths(ref x0, xIsOne, left, ref y0, yIsOne, right, i + 2 * count), d = Truths(ref x0, xIsOne, left, ref y0, yIsOne, right, i + 3 * count);
            (Vector.Narrow(Vector.Narrow(a, b), Vector.Narrow(c, d)) & Vector<byte>.One).StoreUnsafe(ref z0, i);
        }
        for (; i < n; i += (nuint)Vector<T>.Count)
        {
            int from = (int)i, rest = Math.Min(Vector<T>.Count, z.Length - from);
            Vector<T> truth = TOp.Invoke(xIsOne ? left : Padded.Load(x[from..]), yIsOne ? right : Padded.Load(y[from..]));
            for (int lane = 0; lane < rest; lane++) z[from + lane] = truth[lane] != T.Zero;
        }
    }

    /// <summary>As many tests as there are lanes of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Truths(ref T x, bool xIsOne, Vector<T> left, ref T y, bool yIsOne, Vector<T> right, nuint i) =>
        Unsafe.SizeOf<T>() == sizeof(uint)
            ? Test(ref x, xIsOne, left, ref y, yIsOne, right, i).As<T, uint>()
            : Vector.Narrow(Test(ref x, xIsOne, left, ref y, yIsOne, right, i).As<T, ulong>(),
                            Test(ref x, xIsOne, left, ref y, yIsOne, right, i + (nuint)Vector<T>.Count).As<T, ulong>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Test(ref T x, bool xIsOne, Vector<T> left, ref T y, bool yIsOne, Vector<T> right, nuint i) =>
        TOp.Invoke(xIsOne ? left : Vector.LoadUnsafe(ref x, i), yIsOne ? right : Vector.LoadUnsafe(ref y, i));
}
