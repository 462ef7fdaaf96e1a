using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Turns a short stretch of a draw into numbers.</summary>
internal interface IDraw<T> where T : unmanaged
{
    /// <param name="words">One random word for each element, or two for each double.</param>
    /// <param name="y">The elements from <paramref name="start"/> on, to be filled.</param>
    /// <param name="start">Which element of the whole the first one is.</param>
    void Run(scoped ReadOnlySpan<uint> words, Span<T> y, int start);
}

/// <summary>
/// Random numbers of several distributions. Element i depends on the key and on i alone, so the bits do not depend on how the work is split.
/// </summary>
internal static class RandomKernel
{
    private const int Stretch = 256;    // elements for which words are made at a time; fits the stack

    /// <summary>Fills <paramref name="y"/>, on all threads when it is long.</summary>
    /// <param name="key0">First half of the key.</param>
    /// <param name="key1">Second half of the key.</param>
    /// <param name="wordsPerElement">1 or 2.</param>
    /// <param name="y">The result.</param>
    /// <param name="draw">Makes the numbers.</param>
    public static void Fill<T, TDraw>(uint key0, uint key1, int wordsPerElement, Span<T> y, TDraw draw)
        where T : unmanaged where TDraw : struct, IDraw<T>, allows ref struct =>
        WorkerPool.Run(Elementwise.Pieces(y.Length), new Pieces<T, TDraw>(key0, key1, wordsPerElement, y, draw));

    /// <summary>Numbers in the open interval (0, 1), odd multiples of 2⁻²⁴ or 2⁻⁵³: exact, symmetric about ½, and 2u − 1 is exact too.</summary>
    public static void Unit<T>(ReadOnlySpan<uint> words, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Span<float> single = MemoryMarshal.Cast<T, float>(y);
            for (int i = 0; i < single.Length; i += Vector<float>.Count)
            {
                Vector<int> odd = (new Vector<uint>(words[i..]) >> 8 | Vector<uint>.One).As<uint, int>();
                Padded.Store(Vector.ConvertToSingle(odd) * new Vector<float>(1f / (1 << 24)), single[i..]);
            }
        }
        else
        {
            Span<double> precise = MemoryMarshal.Cast<T, double>(y);
            ReadOnlySpan<ulong> wide = MemoryMarshal.Cast<uint, ulong>(words);
            for (int i = 0; i < precise.Length; i++) precise[i] = ((wide[i] >> 11) | 1) * (1.0 / (1L << 53));
        }
    }

    private readonly ref struct Pieces<T, TDraw>(uint key0, uint key1, int wordsPerElement, Span<T> y, TDraw draw) : IPieces
        where T : unmanaged where TDraw : struct, IDraw<T>, allows ref struct
    {
        private readonly Span<T> _y = y;
        private readonly TDraw _draw = draw;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            Span<uint> words = stackalloc uint[Stretch * 2];
            words = words[..(Stretch * wordsPerElement)];
            (int start, int length) = Elementwise.PieceRange(piece, _y.Length).GetOffsetAndLength(_y.Length);
            for (int end = start + length; start < end; start += Stretch)
            {
                Philox.Fill(key0, key1, (ulong)start * (uint)wordsPerElement / Philox.BlockLength, words);
                _draw.Run(words, _y.Slice(start, Math.Min(Stretch, end - start)), start);
            }
        }
    }
}

/// <summary>Uniform in [min, max).</summary>
internal readonly struct UniformDraw<T>(T min, T max) : IDraw<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(scoped ReadOnlySpan<uint> words, Span<T> y, int start)
    {
        RandomKernel.Unit(words, y);
        TensorPrimitives.Multiply(y, max - min, y);
        TensorPrimitives.Add(y, min, y);
        if (min < max) TensorPrimitives.Min(y, T.BitDecrement(max), y);   // the sum may have been rounded up to max
    }
}

/// <summary>Normal, by the inverse of its distribution function; with a spread below 1 only the middle of it.</summary>
internal readonly struct NormalDraw<T>(T mean, T stddev, T spread) : IDraw<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(scoped ReadOnlySpan<uint> words, Span<T> y, int start)
    {
        RandomKernel.Unit(words, y);
        Vector<T> one = Vector<T>.One, scale = new(stddev * T.Sqrt(T.CreateChecked(2))), middle = new(spread), shift = new(mean);
        for (int i = 0; i < y.Length; i += Vector<T>.Count)
        {
            Vector<T> u = Padded.Load<T>(y[i..]);
            Padded.Store(shift + scale * Simd.Erfinv(middle * (u + u - one)), y[i..]);
        }
    }
}

/// <summary>x · scale, or 0 where the random word is below a threshold.</summary>
internal readonly ref struct DropoutDraw<T>(ReadOnlySpan<T> x, uint threshold, T scale) : IDraw<T> where T : unmanaged, INumber<T>
{
    private readonly ReadOnlySpan<T> _x = x;

    public void Run(scoped ReadOnlySpan<uint> words, Span<T> y, int start)
    {
        ReadOnlySpan<T> x = _x.Slice(start, y.Length);
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            Vector<uint> lowest = new(threshold);
            Vector<T> factor = new(scale);
            for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<uint> keep = Vector.GreaterThanOrEqual(new Vector<uint>(words[i..]), lowest);
                Vector.ConditionalSelect(keep.As<uint, T>(), new Vector<T>(x[i..]) * factor, Vector<T>.Zero).CopyTo(y[i..]);
            }
        }
        for (; i < y.Length; i++) y[i] = words[i] >= threshold ? x[i] * scale : T.Zero;
    }
}

/// <summary>Integers min, min + 1, … min + range − 1, from 64 random bits each.</summary>
internal readonly struct IntegerDraw<T>(long min, ulong range) : IDraw<T> where T : unmanaged, INumber<T>
{
    public void Run(scoped ReadOnlySpan<uint> words, Span<T> y, int start)
    {
        ReadOnlySpan<ulong> wide = MemoryMarshal.Cast<uint, ulong>(words);
        for (int i = 0; i < y.Length; i++)
            y[i] = T.CreateTruncating(min + (long)Math.BigMul(wide[i], range, out _));
    }
}
