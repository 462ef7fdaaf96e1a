using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>y[n, r, c] = x[n, rows[r], columns[c]], pixel by pixel: nearest neighbours, of any type.</summary>
internal static class PixelPick
{
    /// <summary>Picks the pixels.</summary>
    /// <param name="x">(outer, height, width, inner).</param>
    /// <param name="y">(outer, rows, columns, inner).</param>
    /// <param name="rows">The input row of each output row.</param>
    /// <param name="columns">The input column of each output column.</param>
    /// <param name="height">Rows of <paramref name="x"/>.</param>
    /// <param name="width">Columns of <paramref name="x"/>.</param>
    /// <param name="inner">Elements of a pixel.</param>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int[] rows, int[] columns, int height, int width, int inner)
    {
        if (y.Length == 0) return;
        int length = columns.Length * inner, lines = y.Length / length, perPiece = Math.Max(1, Elementwise.PieceLength / length);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new LinePieces<T>(x, y, rows, columns, height, width, inner, lines, perPiece));
    }

    private readonly ref struct LinePieces<T>(ReadOnlySpan<T> x, Span<T> y, int[] rows, int[] columns, int height, int width, int inner, int lines, int perPiece) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int length = columns.Length * inner, end = Math.Min(lines, (piece + 1) * perPiece);
            for (int line = piece * perPiece; line < end; line++)
            {
                (int image, int row) = Math.DivRem(line, rows.Length);
                Span<T> target = _y.Slice(line * length, length);
                if (line > piece * perPiece && row > 0 && rows[row] == rows[row - 1]) _y.Slice((line - 1) * length, length).CopyTo(target);
                else Pick(_x.Slice((image * height + rows[row]) * width * inner, width * inner), target);
            }
        }

        private void Pick(ReadOnlySpan<T> source, Span<T> target)
        {
            if (inner == 1)
                for (int c = 0; c < columns.Length; c++) target[c] = source[columns[c]];
            else if (inner == 3)
                for (int c = 0; c < columns.Length; c++)
                {
                    ReadOnlySpan<T> pixel = source.Slice(columns[c] * 3, 3);
                    Span<T> place = target.Slice(c * 3, 3);
                    (place[0], place[1], place[2]) = (pixel[0], pixel[1], pixel[2]);
                }
            else
                for (int c = 0; c < columns.Length; c++) source.Slice(columns[c] * inner, inner).CopyTo(target[(c * inner)..]);
        }
    }
}
