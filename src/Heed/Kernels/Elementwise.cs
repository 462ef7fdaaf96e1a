using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>A function of one vector, applied to every element.</summary>
internal interface IMap
{
    static abstract Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T>;
}

/// <summary>A function of two vectors, applied to every pair of elements.</summary>
internal interface IMap2
{
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T>;
}

/// <summary>A function of three vectors, such as a gradient (x, y, dy) → dx.</summary>
internal interface IMap3
{
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> z) where T : unmanaged, INumber<T>;
}

/// <summary>A test of two vectors: a lane of ones says true, a lane of zeros false.</summary>
internal interface IPredicate
{
    static abstract Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T>;
}

/// <summary>Applies vector functions to whole spans, on all threads when they are long.</summary>
/// <remarks>
/// The last partial vector is padded with ones (harmless to log, division and integer division), so an element's bits do not depend
/// on its position. The result may be written over an operand of the same length.
/// </remarks>
internal static class Elementwise
{
    /// <summary>Elements in one piece of work: long enough to outweigh the hand-over to another thread.</summary>
    public const int PieceLength = 16384;

    /// <summary>y = op(x).</summary>
    public static void Map<T, TOp>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> where TOp : struct, IMap
    {
        Debug.Assert(x.Length == y.Length);
        WorkerPool.Run(Pieces(x.Length), new MapPieces<T, TOp>(x, y));
    }

    /// <summary>z = op(x, y).</summary>
    public static void Map2<T, TOp>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, INumber<T> where TOp : struct, IMap2
    {
        Debug.Assert(x.Length == y.Length && x.Length == z.Length);
        WorkerPool.Run(Pieces(x.Length), new Map2Pieces<T, TOp>(x, y, z));
    }

    /// <summary>w = op(x, y, z).</summary>
    public static void Map3<T, TOp>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> w)
        where T : unmanaged, INumber<T> where TOp : struct, IMap3
    {
        Debug.Assert(x.Length == y.Length && x.Length == z.Length && x.Length == w.Length);
        WorkerPool.Run(Pieces(x.Length), new Map3Pieces<T, TOp>(x, y, z, w));
    }

    /// <summary>z = op(x, y) with NumPy's broadcasting, laid out by <paramref name="plan"/>.</summary>
    public static void Map2Broadcast<T, TOp>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, Broadcast plan)
        where T : unmanaged, INumber<T> where TOp : struct, IMap2 =>
        BroadcastLoop.Run<T, T, Map2Row<T, TOp>>(x, y, z, plan);

    /// <summary>z = op(x, y) as truth values, with NumPy's broadcasting.</summary>
    public static void Compare<T, TOp>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z, Broadcast plan)
        where T : unmanaged, INumber<T> where TOp : struct, IPredicate =>
        BroadcastLoop.Run<T, bool, CompareRow<T, TOp>>(x, y, z, plan);

    /// <summary>How many pieces cover so many elements.</summary>
    public static int Pieces(int length) => (int)(((uint)length + PieceLength - 1) / PieceLength);

    /// <summary>The elements of one piece.</summary>
    public static Range PieceRange(int piece, int length) => (piece * PieceLength)..(int)Math.Min((piece + 1L) * PieceLength, length);
}
