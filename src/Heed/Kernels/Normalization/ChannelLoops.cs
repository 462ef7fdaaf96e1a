using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Formulas of (x, dy) and up to four numbers of a channel.</summary>
internal interface IChannelMap
{
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean, Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged, INumber<T>;
}

/// <summary>y = (x − mean) a + b</summary>
internal readonly struct ChannelScale : IChannelMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean, Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged, INumber<T> =>
        Simd.MultiplyAdd(x - mean, a, b);
}

/// <summary>dx = dy a − (x − mean) b − c</summary>
internal readonly struct ChannelSlope : IChannelMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean, Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged, INumber<T> =>
        Simd.MultiplyAdd(dy, a, -Simd.MultiplyAdd(x - mean, b, c));
}

/// <summary>What channels sum up, of (x, dy) and a mean.</summary>
internal interface IChannelSum
{
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean) where T : unmanaged, INumber<T>;
}

/// <summary>Σ x</summary>
internal readonly struct ChannelSum : IChannelSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean) where T : unmanaged, INumber<T> => x;
}

/// <summary>Σ (x − mean) dy; of dy = x − mean, the squares</summary>
internal readonly struct ChannelProducts : IChannelSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean) where T : unmanaged, INumber<T> => (x - mean) * dy;
}

/// <summary>Σ (x − mean)²</summary>
internal readonly struct ChannelSquares : IChannelSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> dy, Vector<T> mean) where T : unmanaged, INumber<T> => (x - mean) * (x - mean);
}

/// <summary>Loops over rows of channels × inner elements; with inner = 1 a vector holds neighbouring channels, else neighbours of one channel.</summary>
internal static class ChannelLoops
{
    /// <summary>y = map(x, dy, …) for one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map<T, TMap>(int inner, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ReadOnlySpan<T> mean, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> y)
        where T : unmanaged, INumber<T> where TMap : struct, IChannelMap
    {
        if (inner == 1)
        {
            ref T x0 = ref MemoryMarshal.GetReference(x), dy0 = ref MemoryMarshal.GetReference(dy), mean0 = ref MemoryMarshal.GetReference(mean);
            ref T a0 = ref MemoryMarshal.GetReference(a), b0 = ref MemoryMarshal.GetReference(b), c0 = ref MemoryMarshal.GetReference(c), y0 = ref MemoryMarshal.GetReference(y);
            nuint at = 0, n = (nuint)y.Length, count = (nuint)Vector<T>.Count;
            for (; at + count <= n; at += count)
                TMap.Invoke(Vector.LoadUnsafe(ref x0, at), Vector.LoadUnsafe(ref dy0, at), Vector.LoadUnsafe(ref mean0, at),
                    Vector.LoadUnsafe(ref a0, at), Vector.LoadUnsafe(ref b0, at), Vector.LoadUnsafe(ref c0, at)).StoreUnsafe(ref y0, at);
            int rest = (int)at;
            if (at < n)
                Padded.Store(TMap.Invoke(Padded.Load(x[rest..]), Padded.Load(dy[rest..]), Padded.Load(mean[rest..]), Padded.Load(a[rest..]), Padded.Load(b[rest..]), Padded.Load(c[rest..])), y[rest..]);
            return;
        }
        for (int channel = 0; channel < mean.Length; channel++)
        {
            Vector<T> means = new(mean[channel]), factor = new(a[channel]), second = new(b[channel]), third = new(c[channel]);
            ReadOnlySpan<T> from = x.Slice(channel * inner, inner), slope = dy.Slice(channel * inner, inner);
            Span<T> to = y.Slice(channel * inner, inner);
            for (int i = 0; i < inner; i += Vector<T>.Count)
                Padded.Store(TMap.Invoke(Padded.Load(from[i..]), Padded.Load(slope[i..]), means, factor, second, third), to[i..]);
        }
    }

    /// <summary>sums += Σ of one row, channel by channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add<T, TSum>(int inner, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ReadOnlySpan<T> mean, Span<T> sums)
        where T : unmanaged, INumber<T> where TSum : struct, IChannelSum
    {
        if (inner == 1)
        {
            ref T x0 = ref MemoryMarshal.GetReference(x), dy0 = ref MemoryMarshal.GetReference(dy);
            ref T mean0 = ref MemoryMarshal.GetReference(mean), sums0 = ref MemoryMarshal.GetReference(sums);
            nuint at = 0, n = (nuint)sums.Length, count = (nuint)Vector<T>.Count;
            for (; at + count <= n; at += count)
                (Vector.LoadUnsafe(ref sums0, at) + TSum.Invoke(Vector.LoadUnsafe(ref x0, at), Vector.LoadUnsafe(ref dy0, at), Vector.LoadUnsafe(ref mean0, at))).StoreUnsafe(ref sums0, at);
            int rest = (int)at;
            if (at < n)
                Padded.Store(Padded.Load<T>(sums[rest..]) + TSum.Invoke(Padded.Load(x[rest..]), Padded.Load(dy[rest..]), Padded.Load(mean[rest..])), sums[rest..]);
            return;
        }
        for (int channel = 0; channel < sums.Length; channel++)
        {
            ReadOnlySpan<T> from = x.Slice(channel * inner, inner), slope = dy.Slice(channel * inner, inner);
            Vector<T> means = new(mean[channel]), partial = Vector<T>.Zero;
            int i = 0;
            for (; i <= inner - Vector<T>.Count; i += Vector<T>.Count) partial += TSum.Invoke(new Vector<T>(from[i..]), new Vector<T>(slope[i..]), means);
            T sum = Vector.Sum(partial);
            if (i < inner)
            {
                Vector<T> last = TSum.Invoke(Padded.Load(from[i..]), Padded.Load(slope[i..]), means);
                for (int lane = 0; lane < inner - i; lane++) sum += last[lane];
            }
            sums[channel] += sum;
        }
    }
}
