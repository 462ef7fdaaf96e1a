using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>Folds lanes: <c>outer</c> blocks of <c>length</c> elements that lie <c>inner</c> apart, to <c>outer · inner</c> results.</summary>
/// <remarks>
/// A lane is cut into chunks of fixed length, the chunks are folded on all threads, and their results by halves. So a sum of n numbers has an error that grows
/// like log n, and bits that depend on the lane alone.
/// </remarks>
internal static class ReduceKernel
{
    public static void Sum<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T> =>
        Fold<T, SumFold>(x, y, outer, length, inner, T.Zero);

    public static void Prod<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T> =>
        Fold<T, ProductFold>(x, y, outer, length, inner, T.One);

    /// <summary>The largest; NaN if there is one. The length is not 0.</summary>
    public static void Max<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        Debug.Assert(length > 0 || y.IsEmpty);
        Fold<T, MaxFold>(x, y, outer, length, inner, default);
    }

    /// <summary>The smallest; NaN if there is one. The length is not 0.</summary>
    public static void Min<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        Debug.Assert(length > 0 || y.IsEmpty);
        Fold<T, MinFold>(x, y, outer, length, inner, default);
    }

    public static void Mean<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        Sum(x, y, outer, length, inner);
        T count = T.CreateTruncating(length);
        foreach (ref T mean in y) mean /= count;
    }

    private static void Fold<T, TFold>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner, T empty)
        where T : unmanaged, INumber<T> where TFold : struct, IFold
    {
        Debug.Assert(x.Length == outer * length * inner && y.Length == outer * inner);
        if (y.IsEmpty) return;
        if (length == 0)
        {
            y.Fill(empty);
            return;
        }
        FoldPieces<T, TFold> pieces = new(x, y, length, inner);
        if (pieces.ChunksPerBlock == 1)
        {
            WorkerPool.Run(pieces.Count, pieces);
            return;
        }
        using Scratch<T> partial = new(outer * pieces.ChunksPerBlock * inner);
        WorkerPool.Run(pieces.Count, new FoldPieces<T, TFold>(x, partial.Span, length, inner));
        for (int block = 0; block < outer; block++)
        {
            Span<T> results = partial.Span.Slice(block * pieces.ChunksPerBlock * inner, pieces.ChunksPerBlock * inner);
            for (int step = inner; step < results.Length; step *= 2)
                for (int i = 0; i + step < results.Length; i += 2 * step)
                    FoldPieces<T, TFold>.Combine(results.Slice(i + step, inner), results.Slice(i, inner));
            results[..inner].CopyTo(y[(block * inner)..]);
        }
    }
}
