using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Reads an array along arbitrary strides and writes it densely: broadcasting, slicing, transposing, flipping are all this.</summary>
internal static class StridedCopy
{
    /// <param name="x">The source.</param>
    /// <param name="offset">Where in the source the first element lies.</param>
    /// <param name="strides">How far apart neighbours along each axis of the result lie in the source; 0 repeats, a negative one flips.</param>
    /// <param name="y">The result, dense.</param>
    /// <param name="dims">The result's lengths.</param>
    public static void Run<T>(ReadOnlySpan<T> x, int offset, ReadOnlySpan<int> strides, Span<T> y, ReadOnlySpan<int> dims)
    {
        Debug.Assert(strides.Length == dims.Length);
        if (y.Length == 0) return;
        Span<int> mergedDims = stackalloc int[dims.Length + 1], mergedStrides = stackalloc int[dims.Length + 1];
        int rank = Merge(dims, strides, mergedDims, mergedStrides);
        int column = mergedStrides[rank - 1] is 0 or 1 ? -1 : mergedStrides[..(rank - 1)].LastIndexOf(1);
        StridedPieces<T> pieces = new(x, offset, mergedStrides[..rank], y, mergedDims[..rank], column);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>Joins neighbouring axes that lie in the source as one, and drops those of length 1; at least one is left.</summary>
    private static int Merge(ReadOnlySpan<int> dims, ReadOnlySpan<int> strides, Span<int> mergedDims, Span<int> mergedStrides)
    {
        int rank = 0;
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (dims[axis] == 1) continue;
            if (rank > 0 && mergedStrides[rank - 1] == strides[axis] * dims[axis])
                (mergedDims[rank - 1], mergedStrides[rank - 1]) = (mergedDims[rank - 1] * dims[axis], strides[axis]);
            else
                (mergedDims[rank], mergedStrides[rank++]) = (dims[axis], strides[axis]);
        }
        if (rank > 0) return rank;
        (mergedDims[0], mergedStrides[0]) = (1, 1);
        return 1;
    }
}

/// <summary>A piece is a group of rows of the result; rows that are columns of the source are taken in blocks, see <see cref="TransposeKernel"/>.</summary>
/// <param name="x">The source.</param>
/// <param name="offset">Where in the source the first element lies.</param>
/// <param name="strides">The source's stride along each axis.</param>
/// <param name="y">The result.</param>
/// <param name="dims">The result's lengths.</param>
/// <param name="column">The axis along which neighbours are neighbours in the source, if the rows are its columns; −1 otherwise.</param>
internal readonly ref struct StridedPieces<T>(ReadOnlySpan<T> x, int offset, ReadOnlySpan<int> strides, Span<T> y, ReadOnlySpan<int> dims, int column) : IPieces
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly Span<T> _y = y;
    private readonly ReadOnlySpan<int> _strides = strides, _dims = dims;
    private readonly int _offset = offset, _column = column;

    // Units of work: rows, or blocks of rows side by side along the column axis.
    private int Blocks => _column < 0 ? 1 : (_dims[_column] + TransposeKernel.BlockRows - 1) / TransposeKernel.BlockRows;
    private int Units => _column < 0 ? _y.Length / RowLength : _y.Length / (RowLength * _dims[_column]) * Blocks;
    private int UnitsPerPiece => Math.Max(1, Elementwise.PieceLength / (RowLength * (_column < 0 ? 1 : TransposeKernel.BlockRows)));
    private int RowLength => _dims[^1];

    /// <summary>How many pieces.</summary>
    public int Count => (Units + UnitsPerPiece - 1) / UnitsPerPiece;

    public void Run(int piece)
    {
        int end = (int)Math.Min(Units, (piece + 1L) * UnitsPerPiece);
        for (int unit = piece * UnitsPerPiece; unit < end; unit++) Unit(unit);
    }

    private void Unit(int unit)
    {
        int from = _offset, to = 0, size = RowLength, rows = 1, rowStep = 0;
        for (int axis = _dims.Length - 2; axis >= 0; size *= _dims[axis--])
        {
            int i;
            if (axis == _column)
            {
                (unit, i) = Math.DivRem(unit, Blocks);
                i *= TransposeKernel.BlockRows;
                (rows, rowStep) = (Math.Min(TransposeKernel.BlockRows, _dims[axis] - i), size);
            }
            else
            {
                (unit, i) = Math.DivRem(unit, _dims[axis]);
            }
            from += i * _strides[axis];
            to += i * size;
        }
        int stride = _strides[^1];
        if (rowStep != 0) TransposeKernel.Block(_x, from, stride, _y[to..], rowStep, rows, RowLength);
        else Row(_x, from, stride, _y.Slice(to, RowLength));
    }

    private static void Row(ReadOnlySpan<T> x, int from, int stride, Span<T> y)
    {
        if (stride == 1) x.Slice(from, y.Length).CopyTo(y);
        else if (stride == 0) y.Fill(x[from]);
        else
            for (int i = 0; i < y.Length; i++) y[i] = x[from + i * stride];
    }
}
