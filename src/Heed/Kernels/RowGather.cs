using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>Rows picked by number, and their opposite: rows added up where their numbers say. An embedding and its gradient.</summary>
/// <remarks>Both sides consist of <c>outer</c> blocks of rows of <c>width</c> elements; every block uses the same numbers.</remarks>
internal static class RowGather
{
    /// <summary>y[o, i] = x[o, rows[i]].</summary>
    /// <param name="x">Blocks of <paramref name="length"/> rows.</param>
    /// <param name="rows">Numbers in [0, <paramref name="length"/>).</param>
    /// <param name="y">Blocks of as many rows as there are numbers.</param>
    /// <param name="outer">How many blocks.</param>
    /// <param name="length">Rows in a block of <paramref name="x"/>.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Take<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width)
    {
        if (y.Length == 0) return;
        TakePieces<T> pieces = new(x, rows, y, outer, length, width);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>y[o, rows[i]] += x[o, i], in the order of i, starting from zeros.</summary>
    /// <param name="x">Blocks of as many rows as there are numbers.</param>
    /// <param name="rows">Numbers in [0, <paramref name="length"/>).</param>
    /// <param name="y">Blocks of <paramref name="length"/> rows.</param>
    /// <param name="outer">How many blocks.</param>
    /// <param name="length">Rows in a block of <paramref name="y"/>.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width) where T : unmanaged, INumber<T>
    {
        y.Clear();
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> source = x.Slice(o * rows.Length * width, rows.Length * width);
            Span<T> target = y.Slice(o * length * width, length * width);
            for (int i = 0; i < rows.Length; i++)
            {
                Span<T> row = target.Slice(rows[i] * width, width);
                TensorPrimitives.Add(row, source.Slice(i * width, width), row);
            }
        }
    }

    /// <summary>A piece is a group of rows of the result.</summary>
    private readonly ref struct TakePieces<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<int> _rows = rows;
        private readonly Span<T> _y = y;
        private readonly int _rowsPerPiece = Math.Max(1, Elementwise.PieceLength / width);

        public int Count => (outer * _rows.Length + _rowsPerPiece - 1) / _rowsPerPiece;

        public void Run(int piece)
        {
            int row = piece * _rowsPerPiece, end = (int)Math.Min((long)outer * _rows.Length, row + (long)_rowsPerPiece);
            for ((int o, int i) = Math.DivRem(row, _rows.Length); row < end; row++)
            {
                int from = (o * length + _rows[i]) * width;
                if (width == 1) _y[row] = _x[from];
                else _x.Slice(from, width).CopyTo(_y.Slice(row * width, width));
                if (++i == _rows.Length) (o, i) = (o + 1, 0);
            }
        }
    }
}
