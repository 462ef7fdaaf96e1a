using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    [MethodImpl(MethodImplOptions.NoInlining)]
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
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        nuint i = 0, n = (nuint)y.Length, count = (nuint)Vector<T>.Count;
        for (; i + count <= n; i += count)
            TFold.Combine(Vector.LoadUnsafe(ref y0, i), Vector.LoadUnsafe(ref x0, i)).StoreUnsafe(ref y0, i);
        for (; i < n; i++) Unsafe.Add(ref y0, i) = TFold.Combine(Unsafe.Add(ref y0, i), Unsafe.Add(ref x0, i));
    }

    /// <summary>Column by column, four vectors of columns side by side: the sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns(ReadOnlySpan<T> x, Span<T> y)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        nuint j = 0, width = (nuint)y.Length, length = (nuint)x.Length, count = (nuint)Vector<T>.Count;
        for (; j + 4 * count <= width; j += 4 * count)
        {
            Vector<T> a = Vector.LoadUnsafe(ref x0, j), b = Vector.LoadUnsafe(ref x0, j + count);
            Vector<T> c = Vector.LoadUnsafe(ref x0, j + 2 * count), d = Vector.LoadUnsafe(ref x0, j + 3 * count);
            for (nuint i = j + width; i < length; i += width)
            {
                a = TFold.Combine(a, Vector.LoadUnsafe(ref x0, i));
                b = TFold.Combine(b, Vector.LoadUnsafe(ref x0, i + count));
                c = TFold.Combine(c, Vector.LoadUnsafe(ref x0, i + 2 * count));
                d = TFold.Combine(d, Vector.LoadUnsafe(ref x0, i + 3 * count));
            }
            a.StoreUnsafe(ref y0, j);
            b.StoreUnsafe(ref y0, j + count);
            c.StoreUnsafe(ref y0, j + 2 * count);
            d.StoreUnsafe(ref y0, j + 3 * count);
        }
        for (; j + count <= width; j += count)
        {
            Vector<T> a = Vector.LoadUnsafe(ref x0, j);
            for (nuint i = j + width; i < length; i += width) a = TFold.Combine(a, Vector.LoadUnsafe(ref x0, i));
            a.StoreUnsafe(ref y0, j);
        }
        for (; j < width; j++)
        {
            T a = Unsafe.Add(ref x0, j);
            for (nuint i = j + width; i < length; i += width) a = TFold.Combine(a, Unsafe.Add(ref x0, i));
            Unsafe.Add(ref y0, j) = a;
        }
    }

    /// <summary>Four vectors side by side hide the latency of the operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Row(ReadOnlySpan<T> x)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x);
        nuint i = 0, last = (nuint)x.Length - 1, count = (nuint)Vector<T>.Count;
        T result = Unsafe.Add(ref x0, last);
        if (last >= 4 * count)
        {
            Vector<T> a = Vector.LoadUnsafe(ref x0), b = Vector.LoadUnsafe(ref x0, count);
            Vector<T> c = Vector.LoadUnsafe(ref x0, 2 * count), d = Vector.LoadUnsafe(ref x0, 3 * count);
            for (i = 4 * count; i + 4 * count <= last; i += 4 * count)
            {
                a = TFold.Combine(a, Vector.LoadUnsafe(ref x0, i));
                b = TFold.Combine(b, Vector.LoadUnsafe(ref x0, i + count));
                c = TFold.Combine(c, Vector.LoadUnsafe(ref x0, i + 2 * count));
                d = TFold.Combine(d, Vector.LoadUnsafe(ref x0, i + 3 * count));
            }
            a = TFold.Combine(TFold.Combine(a, b), TFold.Combine(c, d));
            for (; i + count <= last; i += count) a = TFold.Combine(a, Vector.LoadUnsafe(ref x0, i));
            for (int lane = 0; lane < Vector<T>.Count; lane++) result = TFold.Combine(result, a[lane]);
        }
        for (; i < last; i++) result = TFold.Combine(result, Unsafe.Add(ref x0, i));
        return result;
    }
}
