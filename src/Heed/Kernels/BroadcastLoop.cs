using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What is done with one row of two broadcast operands; an operand of length 1 stands for the whole row.</summary>
internal interface IRow2<TIn, TOut>
{
    static abstract void Run(ReadOnlySpan<TIn> x, ReadOnlySpan<TIn> y, Span<TOut> z);
}

/// <summary>Walks through the rows of a broadcast result, on all threads when it is long.</summary>
internal static class BroadcastLoop
{
    public static void Run<TIn, TOut, TRow>(ReadOnlySpan<TIn> x, ReadOnlySpan<TIn> y, Span<TOut> z, in Broadcast plan)
        where TIn : unmanaged where TRow : struct, IRow2<TIn, TOut>
    {
        Debug.Assert(z.Length == plan.Length);
        if (z.Length == 0) return;
        Pieces<TIn, TOut, TRow> pieces = new(x, y, z, plan);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>A piece is a group of short rows, or a part of a long one. Very short rows are written out next to each other first, and taken as one.</summary>
    private readonly ref struct Pieces<TIn, TOut, TRow>(ReadOnlySpan<TIn> x, ReadOnlySpan<TIn> y, Span<TOut> z, Broadcast plan) : IPieces
        where TIn : unmanaged where TRow : struct, IRow2<TIn, TOut>
    {
        private const int VeryShort = 64, Joined = 512;

        private readonly ReadOnlySpan<TIn> _x = x, _y = y;
        private readonly Span<TOut> _z = z;
        private readonly Broadcast _plan = plan;
        private readonly int _rows = z.Length / plan.RowLength;
        private readonly int _rowsPerPiece = Math.Max(1, Elementwise.PieceLength / plan.RowLength);
        private readonly int _piecesPerRow = Elementwise.Pieces(plan.RowLength);

        public int Count => (_rows + _rowsPerPiece - 1) / _rowsPerPiece * _piecesPerRow;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int group, int part) = Math.DivRem(piece, _piecesPerRow);
            Range columns = Elementwise.PieceRange(part, _plan.RowLength);
            (int from, int length) = columns.GetOffsetAndLength(_plan.RowLength);
            int first = group * _rowsPerPiece, end = (int)Math.Min(_rows, (group + 1L) * _rowsPerPiece);
            if (_plan.RowLength < VeryShort && _plan.RowsInStep > 1)
            {
                Join(first, end);
                return;
            }
            for (int row = first; row < end; row++)
            {
                var (x, y) = _plan.RowStart(row);
                TRow.Run(_plan.XIsScalarInRow ? _x.Slice(x, 1) : _x.Slice(x + from, length),
                         _plan.YIsScalarInRow ? _y.Slice(y, 1) : _y.Slice(y + from, length),
                         _z.Slice(row * _plan.RowLength + from, length));
            }
        }

        private void Join(int row, int end)
        {
            Span<TIn> xPlace = stackalloc TIn[Joined], yPlace = stackalloc TIn[Joined];
            for (int rows; row < end; row += rows)
            {
                rows = Math.Min(Math.Min(Joined / _plan.RowLength, end - row), _plan.RowsInStep - row % _plan.RowsInStep);
                var (x, y) = _plan.RowStart(row);
                TRow.Run(_plan.X(rows).Dense(_x[x..], xPlace), _plan.Y(rows).Dense(_y[y..], yPlace), _z.Slice(row * _plan.RowLength, rows * _plan.RowLength));
            }
        }
    }
}
