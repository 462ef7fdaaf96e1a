using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>A row of one operand.</summary>
internal readonly struct MapRow<T, TOp> where T : unmanaged, INumber<T> where TOp : struct, IMap
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        Vector<T> left = new(x[0]), right = new(y[0]);
        for (int i = 0; i < z.Length; i += Vector<T>.Count)
        {
            if (x.Length > 1) left = Padded.Load(x[i..]);
            if (y.Length > 1) right = Padded.Load(y[i..]);
            Vector<T> truth = TOp.Invoke(left, right);
            int count = Math.Min(Vector<T>.Count, z.Length - i);
            for (int lane = 0; lane < count; lane++) z[i + lane] = truth[lane] != T.Zero;
        }
    }
}
