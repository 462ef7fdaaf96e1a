using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What a pooling does with one channel, or a vector of channels, of a window.</summary>
internal interface IPool<T> where T : unmanaged, INumber<T>
{
    /// <summary>Does it write into the window, rather than one result?</summary>
    bool Spreads { get; }

    /// <summary>Handles the window of one output pixel.</summary>
    /// <param name="offsets">Where the window's pixels start in the input.</param>
    /// <param name="count">How many pixels it has.</param>
    /// <param name="x">The input at the first channel handled; for gradients also where the result goes.</param>
    /// <param name="y">The output pixel at that channel.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="target">What is written: the output pixel, or the input's gradient at that channel.</param>
    /// <param name="adds">Does it add to what is there, because windows overlap?</param>
    static abstract unsafe void Vector(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds);

    /// <inheritdoc cref="Vector"/>
    static abstract unsafe void Scalar(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds);
}

/// <summary>Walks the windows of some lines of outputs.</summary>
internal static unsafe class PoolLoop
{
    public static void Run<T, TPool>(in PoolShape shape, TPool pool, int line, int end, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> target, bool adds)
        where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        using Scratch<nint> offsets = new(shape.Taps);
        fixed (nint* places = offsets.Span)
        fixed (T* px = x, py = y, pdy = dy, pt = target)
        {
            for (; line < end; line++)
            {
                for (int w = 0; w < shape.Width.Output; w++)
                {
                    int count = PoolWindow.Of(shape, line, w).Fill(offsets.Span, shape.Channels);
                    nint output = ((nint)line * shape.Width.Output + w) * shape.Channels;
                    Pixel<T, TPool>(places, count, px, py + output, pdy + output, pool.Spreads ? pt : pt + output, shape.Channels, adds);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pixel<T, TPool>(nint* offsets, int count, T* x, T* y, T* dy, T* target, int channels, bool adds)
        where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        int c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count) TPool.Vector(offsets, count, x + c, y + c, dy + c, target + c, adds);
        for (; c < channels; c++) TPool.Scalar(offsets, count, x + c, y + c, dy + c, target + c, adds);
    }
}

/// <summary>y = max x</summary>
internal readonly unsafe struct MaxPool<T> : IPool<T> where T : unmanaged, INumber<T>
{
    public bool Spreads => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Vector(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        Vector<T> max = System.Numerics.Vector.Load(x + offsets[0]);
        for (int t = 1; t < count; t++) max = System.Numerics.Vector.Max(max, System.Numerics.Vector.Load(x + offsets[t]));
        System.Numerics.Vector.Store(max, target);
    }

    public static void Scalar(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        T max = x[offsets[0]];
        for (int t = 1; t < count; t++) max = T.Max(max, x[offsets[t]]);
        *target = max;
    }
}

/// <summary>dx += dy at the first x that is y, or NaN</summary>
internal readonly unsafe struct MaxPoolGradient<T> : IPool<T> where T : unmanaged, INumber<T>
{
    public bool Spreads => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Vector(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        Vector<T> max = System.Numerics.Vector.Load(y), left = System.Numerics.Vector.Load(dy);
        for (int t = 0; t < count; t++)
        {
            Vector<T> place = System.Numerics.Vector.Load(x + offsets[t]);
            Vector<T> isFirst = System.Numerics.Vector.Equals(place, max) | ~System.Numerics.Vector.Equals(place, place);
            Vector<T> old = adds ? System.Numerics.Vector.Load(target + offsets[t]) : Vector<T>.Zero;
            System.Numerics.Vector.Store(old + (left & isFirst), target + offsets[t]);
            left = System.Numerics.Vector.AndNot(left, isFirst);
        }
    }

    public static void Scalar(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        T left = *dy;
        for (int t = 0; t < count; t++)
        {
            T place = x[offsets[t]], share = place == *y || T.IsNaN(place) ? left : T.Zero;
            target[offsets[t]] = adds ? target[offsets[t]] + share : share;
            if (place == *y || T.IsNaN(place)) left = T.Zero;
        }
    }
}

/// <summary>y = Σ x / n</summary>
internal readonly unsafe struct AveragePool<T> : IPool<T> where T : unmanaged, INumber<T>
{
    public bool Spreads => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Vector(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        Vector<T> sum = System.Numerics.Vector.Load(x + offsets[0]);
        for (int t = 1; t < count; t++) sum += System.Numerics.Vector.Load(x + offsets[t]);
        System.Numerics.Vector.Store(sum / new Vector<T>(T.CreateTruncating(count)), target);
    }

    public static void Scalar(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        T sum = x[offsets[0]];
        for (int t = 1; t < count; t++) sum += x[offsets[t]];
        *target = sum / T.CreateTruncating(count);
    }
}

/// <summary>dx += dy / n</summary>
internal readonly unsafe struct AveragePoolGradient<T> : IPool<T> where T : unmanaged, INumber<T>
{
    public bool Spreads => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Vector(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        Vector<T> share = System.Numerics.Vector.Load(dy) / new Vector<T>(T.CreateTruncating(count));
        for (int t = 0; t < count; t++) System.Numerics.Vector.Store(adds ? System.Numerics.Vector.Load(target + offsets[t]) + share : share, target + offsets[t]);
    }

    public static void Scalar(nint* offsets, int count, T* x, T* y, T* dy, T* target, bool adds)
    {
        T share = *dy / T.CreateTruncating(count);
        for (int t = 0; t < count; t++) target[offsets[t]] = adds ? target[offsets[t]] + share : share;
    }
}
