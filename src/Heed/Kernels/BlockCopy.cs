using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Copies rows that lie evenly spaced in both arrays: putting arrays side by side, and taking them apart.</summary>
internal static class BlockCopy
{
    /// <param name="x">The source, from the first row on.</param>
    /// <param name="xStride">Elements from one row of the source to the next.</param>
    /// <param name="y">The target, from the first row on.</param>
    /// <param name="yStride">Elements from one row of the target to the next.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="rows">How many rows.</param>
    public static void Run<T>(ReadOnlySpan<T> x, int xStride, Span<T> y, int yStride, int width, int rows)
    {
        Debug.Assert(width <= xStride && width <= yStride);
        if (width == 0 || rows == 0) return;
        Pieces<T> pieces = new(x, xStride, y, yStride, width, rows);
        WorkerPool.Run(pieces.Count, pieces);
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, int xStride, Span<T> y, int yStride, int width, int rows) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;
        private readonly int _rowsPerPiece = Math.Max(1, Elementwise.PieceLength / width);

        public int Count => (rows + _rowsPerPiece - 1) / _rowsPerPiece;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int end = (int)Math.Min(rows, (piece + 1L) * _rowsPerPiece);
            for (int row = piece * _rowsPerPiece; row < end; row++)
                _x.Slice(row * xStride, width).CopyTo(_y.Slice(row * yStride, width));
        }
    }
}
