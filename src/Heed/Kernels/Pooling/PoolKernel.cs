using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Maxima and averages of windows over one to three axes, with channels last, and their gradients. Padding never counts.</summary>
/// <remarks>Windows of one pixel are walked tap by tap, all channels at a time; the shape's Filters are its Channels, its dilations 1.</remarks>
internal static class PoolKernel
{
    /// <summary>y = the largest element of each window; NaN if one is.</summary>
    public static void Max<T>(in ConvShape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> => Run(shape, new MaxPool<T>(), x, y, y);

    /// <summary>dx = dy at the first largest element of each window, added up over the windows.</summary>
    public static void MaxGradient<T>(in ConvShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx) where T : unmanaged, INumber<T> =>
        Spread(shape, new MaxPoolGradient<T>(), x, y, dy, dx);

    /// <summary>y = the mean of the elements of each window that are there.</summary>
    public static void Average<T>(in ConvShape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> => Run(shape, new AveragePool<T>(), x, y, y);

    /// <summary>dx = dy, shared out evenly over each window, added up over the windows.</summary>
    public static void AverageGradient<T>(in ConvShape shape, ReadOnlySpan<T> dy, Span<T> dx) where T : unmanaged, INumber<T> =>
        Spread(shape, new AveragePoolGradient<T>(), default, default, dy, dx);

    /// <summary>The number of the first largest element of each window among those of its example's channel: places in depth, height and width.</summary>
    public static void MaxPlaces<T>(in ConvShape shape, ReadOnlySpan<T> x, Span<int> places) where T : unmanaged, INumber<T>
    {
        int output = 0;
        for (int line = 0; line < shape.Batch * shape.Depth.Output * shape.Height.Output; line++)
        {
            for (int w = 0; w < shape.Width.Output; w++)
            {
                PoolWindow window = PoolWindow.Of(shape, line, w);
                for (int c = 0; c < shape.Channels; c++)
                {
                    int best = -1;
                    for (int t = 0; t < window.Count; t++)
                    {
                        int place = window.Pixel(t) * shape.Channels + c;
                        if (best < 0 || x[place] > x[best] || T.IsNaN(x[place]) && !T.IsNaN(x[best])) best = place;
                    }
                    places[output++] = best;
                }
            }
        }
    }

    private static void Run<T, TPool>(in ConvShape shape, TPool pool, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> y)
        where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        if (y.Length == 0) return;
        int lines = shape.Batch * shape.Depth.Output * shape.Height.Output, perPiece = Math.Max(1, Elementwise.PieceLength / (shape.Width.Output * shape.Channels));
        LinePieces<T, TPool> pieces = new(shape, pool, x, y, dy, y, perPiece, lines);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, pieces);
    }

    /// <summary>Gradients write into the windows, which may overlap: a piece is a whole example.</summary>
    private static void Spread<T, TPool>(in ConvShape shape, TPool pool, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        if (dx.Length == 0) return;
        if (dy.Length == 0)
        {
            dx.Clear();
            return;
        }
        LinePieces<T, TPool> pieces = new(shape, pool, x, y, dy, dx, shape.Depth.Output * shape.Height.Output, shape.Batch * shape.Depth.Output * shape.Height.Output);
        WorkerPool.Run(shape.Batch, pieces);
    }

    /// <summary>Do neighbouring windows share an input?</summary>
    private static bool Overlap(in ConvAxis axis) => axis.Stride < axis.Taps;

    /// <summary>Is there an input that no window sees?</summary>
    private static bool LeavesOut(in ConvAxis axis) => axis.Stride > axis.Taps || axis.Output * axis.Stride - axis.Before < axis.Input;

    /// <summary>A piece is a few lines of outputs.</summary>
    private readonly ref struct LinePieces<T, TPool>(ConvShape shape, TPool pool, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> target, int perPiece, int lines)
        : IPieces where T : unmanaged, INumber<T> where TPool : struct, IPool<T>
    {
        private readonly ReadOnlySpan<T> _x = x, _y = y, _dy = dy;
        private readonly Span<T> _target = target;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int end = Math.Min(lines, (piece + 1) * perPiece);
            bool overlap = Overlap(shape.Depth) || Overlap(shape.Height) || Overlap(shape.Width);
            if (pool.Spreads && (overlap || LeavesOut(shape.Depth) || LeavesOut(shape.Height) || LeavesOut(shape.Width)))
                _target.Slice(piece * (_target.Length / shape.Batch), _target.Length / shape.Batch).Clear();
            PoolLoop.Run(shape, pool, piece * perPiece, end, _x, _y, _dy, _target, overlap);
        }
    }
}
