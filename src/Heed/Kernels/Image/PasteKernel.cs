using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A part of an image, and where the new part comes from.</summary>
/// <param name="Source">Which image of the source.</param>
/// <param name="Top">The first row.</param>
/// <param name="Bottom">The row behind the last.</param>
/// <param name="Left">The first column.</param>
/// <param name="Right">The column behind the last.</param>
internal readonly record struct PasteBox(int Source, int Top, int Bottom, int Left, int Right);

/// <summary>Copies images, with a box of each from another image.</summary>
internal static class PasteKernel
{
    /// <summary>Copies row by row.</summary>
    /// <param name="x">(B, planes, height, width, inner).</param>
    /// <param name="source">The same, of any number of images.</param>
    /// <param name="y">As <paramref name="x"/>.</param>
    /// <param name="boxes">One for each image; an empty one changes nothing.</param>
    /// <param name="planes">1, or the channels that lie by themselves.</param>
    /// <param name="height">Rows.</param>
    /// <param name="row">Elements of a row.</param>
    /// <param name="inner">Elements of a pixel.</param>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> source, Span<T> y, ReadOnlySpan<PasteBox> boxes, int planes, int height, int row, int inner)
    {
        if (x.Length == 0) return;
        int lines = x.Length / row, perPiece = Math.Max(1, Elementwise.PieceLength / row);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new Pieces<T>(x, source, y, boxes, planes, height, row, inner, perPiece));
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> source, Span<T> y, ReadOnlySpan<PasteBox> boxes, int planes, int height, int row, int inner, int perPiece) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x, _source = source;
        private readonly Span<T> _y = y;
        private readonly ReadOnlySpan<PasteBox> _boxes = boxes;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int end = Math.Min(_x.Length / row, (piece + 1) * perPiece);
            for (int line = piece * perPiece; line < end; line++)
            {
                (int plane, int r) = Math.DivRem(line, height);
                (int image, int channel) = Math.DivRem(plane, planes);
                PasteBox box = _boxes[image];
                Span<T> target = _y.Slice(line * row, row);
                _x.Slice(line * row, row).CopyTo(target);
                if (r < box.Top || r >= box.Bottom || box.Left >= box.Right) continue;
                int from = ((box.Source * planes + channel) * height + r) * row + box.Left * inner;
                _source.Slice(from, (box.Right - box.Left) * inner).CopyTo(target[(box.Left * inner)..]);
            }
        }
    }
}
