using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Bends images: every output pixel is the input pixel nearest to its place. Any type; and the gradient.</summary>
internal static class WarpNearest
{
    /// <summary>y = x at the nearest pixels, or <paramref name="fill"/> outside.</summary>
    public static void Run<T, TPlaces>(in WarpShape shape, ReadOnlySpan<T> x, TPlaces places, T fill, Span<T> y) where TPlaces : struct, IPlaces, allows ref struct
    {
        if (y.Length == 0) return;
        int lines = shape.Images * shape.Planes * shape.Rows, perPiece = Math.Max(1, Elementwise.PieceLength / 4 / shape.Line);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new LinePieces<T, TPlaces>(shape, x, places, fill, y, lines, perPiece));
    }

    private readonly ref struct LinePieces<T, TPlaces>(WarpShape shape, ReadOnlySpan<T> x, TPlaces places, T fill, Span<T> y, int lines, int perPiece) : IPieces
        where TPlaces : struct, IPlaces, allows ref struct
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly TPlaces _places = places;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Run(int piece)
        {
            using Scratch<double> ys = new(shape.Columns), xs = new(shape.Columns);
            int end = Math.Min(lines, (piece + 1) * perPiece), inner = shape.Inner;
            for (int line = piece * perPiece; line < end; line++)
            {
                (int plane, int row) = Math.DivRem(line, shape.Rows);
                _places.Row(plane / shape.Planes, row, ys.Span, xs.Span);
                ReadOnlySpan<T> source = _x.Slice(plane * shape.Plane, shape.Plane);
                Span<T> target = _y.Slice(line * shape.Line, shape.Line);
                for (int c = 0; c < shape.Columns; c++)
                {
                    int h = shape.Outside.Inside(OutsideRule.Nearest(ys.Span[c]), shape.Height), w = shape.Outside.Inside(OutsideRule.Nearest(xs.Span[c]), shape.Width);
                    if ((h | w) < 0) target.Slice(c * inner, inner).Fill(fill);
                    else if (inner == 1) target[c] = source[h * shape.Width + w];
                    else source.Slice((h * shape.Width + w) * inner, inner).CopyTo(target[(c * inner)..]);
                }
            }
        }
    }
}
