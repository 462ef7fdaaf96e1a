using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>How two numbers become one; the order must not matter but for rounding.</summary>
internal interface IFold
{
    static abstract T Combine<T>(T x, T y) where T : INumber<T>;
    static abstract Vector<T> Combine<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T>;
}

internal readonly struct SumFold : IFold
{
    public static T Combine<T>(T x, T y) where T : INumber<T> => x + y;
    public static Vector<T> Combine<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x + y;
}

internal readonly struct ProductFold : IFold
{
    public static T Combine<T>(T x, T y) where T : INumber<T> => x * y;
    public static Vector<T> Combine<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x * y;
}

internal readonly struct MaxFold : IFold
{
    public static T Combine<T>(T x, T y) where T : INumber<T> => T.Max(x, y);
    public static Vector<T> Combine<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.Max(x, y);
}

internal readonly struct MinFold : IFold
{
    public static T Combine<T>(T x, T y) where T : INumber<T> => T.Min(x, y);
    public static Vector<T> Combine<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.Min(x, y);
}

/// <summary>Folds every chunk of every block to one row of <c>inner</c> results; a piece is a group of chunks.</summary>
internal readonly ref struct FoldPieces<T, TFold>(ReadOnlySpan<T> x, Span<T> y, int length, int inner) : IPieces
    where T : unmanaged, INumber<T> where TFold : struct, IFold
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly Span<T> _y = y;
    private readonly int _length = length, _inner = inner;
    private readonly int _chunkLength = Math.Min(length, inner == 1 ? 1024 : 32);

    /// <summary>Chunks in a lane.</summary>
    public int ChunksPerBlock => (_length + _chunkLength - 1) / _chunkLength;

    /// <summary>How many pieces.</summary>
    public int Count => (Chunks + ChunksPerPiece - 1) / ChunksPerPiece;

    private int Chunks => _x.Length / (_length * _inner) * ChunksPerBlock;

    private int ChunksPerPiece => Math.Max(1, Elementwise.PieceLength / (_chunkLength * _inner));

    public void Run(int piece)
    {
        int end = (int)Math.Min(Chunks, (piece + 1L) * ChunksPerPiece);
        for (int chunk = piece * ChunksPerPiece; chunk < end; chunk++)
        {
            (int block, int part) = Math.DivRem(chunk, ChunksPerBlock);
            int from = part * _chunkLength, rows = Math.Min(_chunkLength, _length - from);
            ReadOnlySpan<T> x = _x.Slice((block * _length + from) * _inner, rows * _inner);
            if (_inner == 1) _y[chunk] = Row(x);
            else Columns(x, _y.Slice(chunk * _inner, _inner));
        }
    }

    /// <summary>y = op(y, x), element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ReadOnlySpan<T> x, Span<T> y)
    {
        int j = 0;
        for (; j <= y.Length - Vector<T>.Count; j += Vector<T>.Count)
            TFold.Combine(new Vector<T>(y[j..]), new Vector<T>(x[j..])).CopyTo(y[j..]);
        for (; j < y.Length; j++) y[j] = TFold.Combine(y[j], x[j]);
    }

    private static void Columns(ReadOnlySpan<T> x, Span<T> y)
    {
        x[..y.Length].CopyTo(y);
        for (int i = y.Length; i < x.Length; i += y.Length) Combine(x.Slice(i, y.Length), y);
    }

    /// <summary>Four vectors side by side hide the latency of the operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Row(ReadOnlySpan<T> x)
    {
        int count = Vector<T>.Count, i = 0;
        T result = x[^1];
        if (x.Length > 4 * count)
        {
            Vector<T> a = new(x), b = new(x[count..]), c = new(x[(2 * count)..]), d = new(x[(3 * count)..]);
            for (i = 4 * count; i < x.Length - 4 * count; i += 4 * count)
            {
                a = TFold.Combine(a, new Vector<T>(x[i..]));
                b = TFold.Combine(b, new Vector<T>(x[(i + count)..]));
                c = TFold.Combine(c, new Vector<T>(x[(i + 2 * count)..]));
                d = TFold.Combine(d, new Vector<T>(x[(i + 3 * count)..]));
            }
            a = TFold.Combine(TFold.Combine(a, b), TFold.Combine(c, d));
            for (int lane = 0; lane < count; lane++) result = TFold.Combine(result, a[lane]);
        }
        for (; i < x.Length - 1; i++) result = TFold.Combine(result, x[i]);
        return result;
    }
}
