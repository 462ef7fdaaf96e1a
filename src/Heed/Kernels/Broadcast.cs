using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>How two operands of different shapes walk through their common result, with neighbouring axes merged where both allow it.</summary>
/// <remarks>A stride of 0 repeats the operand along that axis. The strides of the last axis are 0 or 1, and at most one of them is 0.</remarks>
internal readonly struct Broadcast
{
    private readonly int[] _dims, _xStrides, _yStrides;   // the last axis first

    private Broadcast(int[] resultDims, int[] dims, int[] xStrides, int[] yStrides)
    {
        (ResultDims, _dims, _xStrides, _yStrides) = (resultDims, dims, xStrides, yStrides);
        Length = 1;
        foreach (int d in resultDims) Length = checked(Length * d);
    }

    /// <summary>The dimensions of the result, none merged.</summary>
    public int[] ResultDims { get; }

    /// <summary>Elements of the result.</summary>
    public int Length { get; }

    /// <summary>Elements along the last merged axis.</summary>
    public int RowLength => _dims[0];

    /// <summary>Whether x has one element for a whole row.</summary>
    public bool XIsScalarInRow => _xStrides[0] == 0;

    /// <summary>Whether y has one element for a whole row.</summary>
    public bool YIsScalarInRow => _yStrides[0] == 0;

    /// <summary>How many rows follow each other at the same distance in each operand.</summary>
    public int RowsInStep => _dims.Length > 1 ? _dims[1] : 1;

    /// <summary>Where the elements of a few such rows lie in x, seen from the first.</summary>
    public Grid X(int rows) => new(rows, RowLength, _dims.Length > 1 ? _xStrides[1] : 0, _xStrides[0]);

    /// <summary>Where the elements of a few such rows lie in y, seen from the first.</summary>
    public Grid Y(int rows) => new(rows, RowLength, _dims.Length > 1 ? _yStrides[1] : 0, _yStrides[0]);

    /// <summary>Aligns the shapes at their last axes; axes must be equal, or one of them 1.</summary>
    public static Broadcast Plan(ReadOnlySpan<int> xDims, ReadOnlySpan<int> yDims)
    {
        int rank = Math.Max(xDims.Length, yDims.Length), merged = 0, xStride = 1, yStride = 1;
        int[] result = new int[rank], dims = new int[Math.Max(1, rank)], xStrides = new int[dims.Length], yStrides = new int[dims.Length];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            int dx = fromEnd <= xDims.Length ? xDims[^fromEnd] : 1, dy = fromEnd <= yDims.Length ? yDims[^fromEnd] : 1;
            Debug.Assert(dx == dy || dx == 1 || dy == 1);
            int d = dx == 1 ? dy : dx, sx = dx == 1 ? 0 : xStride, sy = dy == 1 ? 0 : yStride;
            result[^fromEnd] = d;
            (xStride, yStride) = (xStride * dx, yStride * dy);
            if (d == 1) continue;

            int last = merged - 1;
            if (merged > 0 && sx == xStrides[last] * dims[last] && sy == yStrides[last] * dims[last])
                dims[last] *= d;
            else
                (dims[merged], xStrides[merged], yStrides[merged++]) = (d, sx, sy);
        }
        if (merged == 0) (dims[0], xStrides[0], yStrides[0], merged) = (1, 1, 1, 1);
        return new(result, dims[..merged], xStrides, yStrides);
    }

    /// <summary>Where a row of the result begins in each operand.</summary>
    public (int X, int Y) RowStart(int row)
    {
        int x = 0, y = 0;
        for (int axis = 1; axis < _dims.Length; axis++)
        {
            (row, int i) = Math.DivRem(row, _dims[axis]);
            x += i * _xStrides[axis];
            y += i * _yStrides[axis];
        }
        return (x, y);
    }
}

/// <summary>A few rows of an operand: how many, how long, and how far apart rows and elements lie.</summary>
internal readonly record struct Grid(int Rows, int Columns, int RowStride, int ColumnStride)
{
    /// <summary>The elements one after the other: as they lie, if they do so, or copied into <paramref name="place"/>.</summary>
    public ReadOnlySpan<T> Dense<T>(ReadOnlySpan<T> x, Span<T> place)
    {
        int length = Rows * Columns;
        if (ColumnStride == 1 && RowStride == Columns) return x[..length];
        for (int row = 0, i = 0; row < Rows; row++)
        {
            ReadOnlySpan<T> from = x[(row * RowStride)..];
            for (int column = 0; column < Columns; column++) place[i++] = from[column * ColumnStride];
        }
        return place[..length];
    }
}
