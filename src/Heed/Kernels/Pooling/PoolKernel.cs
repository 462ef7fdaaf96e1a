using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Maxima and averages of windows over one to three axes, with channels last, and their gradients. Padding never counts.</summary>
/// <remarks>Windows of one pixel are walked tap by tap, all channels at a time.</remarks>
internal static class PoolKernel
{
    /// <summary>y = the largest element of each window; NaN if one is.</summary>
    public static void Max<T>(in PoolShape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (shape.IsWhole) ReduceKernel.Max(x, y, shape.Batch, shape.Taps, shape.Channels);
        else Run<T, MaxPool<T>, MaxRun<T>>(shape, x, y);
    }

    /// <summary>dx = dy at the first largest element of each window, added up over the windows.</summary>
    public static void MaxGradient<T>(in PoolShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx) where T : unmanaged, INumber<T> =>
        Spread(shape, new MaxPoolGradient<T>(), x, y, dy, dx);

    /// <summary>y = the mean of the elements of each window that are there.</summary>
    public static void Average<T>(in PoolShape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (shape.IsWhole) ReduceKernel.Mean(x, y, shape.Batch, shape.Taps, shape.Channels);
        else Run<T, AveragePool<T>, AverageRun<T>>(shape, x, y);
    }

    /// <summary>dx = dy, shared out evenly over each window, added up over the windows.</summary>
    public static void AverageGradient<T>(in PoolShape shape, ReadOnlySpan<T> dy, Span<T> dx) where T : unmanaged, INumber<T> =>
        Spread(shape, new AveragePoolGradient<T>(), default, default, dy, dx);

    /// <summary>The number of the first largest element of each window among those of its example's channel: places in depth, height and width.</summary>
    public static void MaxPlaces<T>(in PoolShape shape, ReadOnlySpan<T> x, Span<int> places) where T : unmanaged, INumber<T>
    {
        using Scratch<nint> offsets = new(shape.Taps);
        int output = 0;
        for (int line = 0; line < shape.Lines; line++)
        {
            for (int w = 0; w < shape.Width.Output; w++)
            {
                int count = PoolWindow.Of(shape, line, w).Fill(offsets.Span, shape.Channels);
                for (int c = 0; c < shape.Channels; c++)
                {
                    int best = -1;
                    for (int t = 0; t < count; t++)
                    {
                        int place = (int)offsets.Span[t] + c;
                        if (best < 0 || x[place] > x[best] || T.IsNaN(x[place]) && !T.IsNaN(x[best])) best = place;
                    }
                    places[output++] = best;
                }
            }
        }
    }

    private static void Run<T, TPool, TRun>(in PoolShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T> where TPool : struct, IPool<T> where TRun : struct, IRunPool<T>
    {
        if (y.Length == 0) return;
        int lines = shape.Lines, perPiece = Math.Max(1, Elementwise.PieceLength / Math.Max(1, Math.Max(x.Length, y.Length) / lines));
        int count = (lines - 1) / perPiece + 1;
        if (PoolRuns.Suits(shape)) WorkerPool.Run(count, new RunPieces<T, TRun>(shape, x, y, perPiece, lines));
        else WorkerPool.Run(count, new LinePieces<T, TPool>(shape, default, x, y, y, y, perPiece, lines));
    }

    /// <summary>Gradients write into the windows, which may overlap: a piece is a whole example.</summary>
    private static void Spread<T, TPool>(in PoolShape shape, TPool pool, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        if (dx.Length == 0) return;
        if (dy.Length == 0)
        {
            dx.Clear();
            return;
        }
        LinePieces<T, TPool> pieces = new(shape, pool, x, y, dy, dx, shape.Depth.Output * shape.Height.Output, shape.Lines);
        WorkerPool.Run(shape.Batch, pieces);
    }

    /// <summary>A piece is a few lines of outputs.</summary>
    private readonly ref struct RunPieces<T, TRun>(PoolShape shape, ReadOnlySpan<T> x, Span<T> y, int perPiece, int lines)
        : IPieces where T : unmanaged, INumber<T> where TRun : struct, IRunPool<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece) => PoolRuns.Run<T, TRun>(shape, piece * perPiece, Math.Min(lines, (piece + 1) * perPiece), _x, _y);
    }

    /// <summary>A piece is a few lines of outputs, or of gradients a whole example.</summary>
    private readonly ref struct LinePieces<T, TPool>(PoolShape shape, TPool pool, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> target, int perPiece, int lines)
        : IPieces where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        private readonly ReadOnlySpan<T> _x = x, _y = y, _dy = dy;
        private readonly Span<T> _target = target;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int end = Math.Min(lines, (piece + 1) * perPiece);
            if (pool.Spreads && (shape.Overlaps || shape.LeavesOut))
                _target.Slice(piece * (_target.Length / shape.Batch), _target.Length / shape.Batch).Clear();
            PoolLoop.Run(shape, pool, piece * perPiece, end, _x, _y, _dy, _target, shape.Overlaps);
        }
    }
}
