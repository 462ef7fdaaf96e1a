using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Images turned over, each or not, along their rows, their columns or both.</summary>
internal static class MirrorKernel
{
    /// <summary>y = x, turned over where its image says so.</summary>
    /// <param name="x">(images · planes, height, width, inner).</param>
    /// <param name="y">The same shape.</param>
    /// <param name="turns">Is an image turned over?</param>
    /// <param name="planes">Planes of each image.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="inner">Elements of a pixel.</param>
    /// <param name="upsideDown">Does the first row become the last?</param>
    /// <param name="leftRight">Does the first column become the last?</param>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, bool[] turns, int planes, int height, int width, int inner, bool upsideDown, bool leftRight)
    {
        if (y.Length == 0) return;
        int length = width * inner, lines = y.Length / length, perPiece = Math.Max(1, Elementwise.PieceLength / length);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new LinePieces<T>(x, y, turns, planes, height, width, inner, upsideDown, leftRight, lines, perPiece));
    }

    private readonly ref struct LinePieces<T>(
        ReadOnlySpan<T> x, Span<T> y, bool[] turns, int planes, int height, int width, int inner, bool upsideDown, bool leftRight, int lines, int perPiece) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int length = width * inner, end = Math.Min(lines, (piece + 1) * perPiece);
            for (int line = piece * perPiece; line < end; line++)
            {
                (int plane, int row) = Math.DivRem(line, height);
                bool turn = turns[plane / planes];
                ReadOnlySpan<T> source = _x.Slice((plane * height + (turn && upsideDown ? height - 1 - row : row)) * length, length);
                Span<T> target = _y.Slice(line * length, length);
                source.CopyTo(target);
                if (!turn || !leftRight) continue;
                target.Reverse();
                if (inner > 1)
                    for (int c = 0; c < width; c++) target.Slice(c * inner, inner).Reverse();
            }
        }
    }
}
