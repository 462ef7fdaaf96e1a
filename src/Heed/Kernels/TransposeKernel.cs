using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Turns rows into columns, block by block, so that what is read and what is written both stay in the first cache.</summary>
internal static class TransposeKernel
{
    /// <summary>Rows of the result that one piece of work writes.</summary>
    public const int BlockRows = 16;

    /// <summary>y (columns, rows) = x (rows, columns), transposed.</summary>
    public static void Matrix<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns)
    {
        Debug.Assert(x.Length == rows * columns && y.Length == x.Length);
        StridedCopy.Run(x, 0, [1, columns], y, [columns, rows]);
    }

    /// <summary>y[i, j] = x[from + i + j · xRow], for a few rows of the result.</summary>
    public static void Block<T>(ReadOnlySpan<T> x, int from, int xRow, Span<T> y, int yRow, int rows, int columns)
    {
        for (int first = 0; first < columns; first += 16)
        {
            int end = Math.Min(columns, first + 16);
            for (int i = 0; i < rows; i++)
                for (int j = first; j < end; j++) y[i * yRow + j] = x[from + i + j * xRow];
        }
    }
}
