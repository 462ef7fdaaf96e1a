namespace Heed.Kernels;

/// <summary>The perspective map that takes four points to four others.</summary>
internal static class Homography
{
    /// <summary>a0 … c1 with ((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k) = <paramref name="start"/> at (x, y) = <paramref name="end"/>, k = c0·x + c1·y + 1.</summary>
    /// <param name="start">Four points: x, y, x, y, …</param>
    /// <param name="end">Four points.</param>
    /// <returns>Eight numbers; not numbers where three of the points lie on a line.</returns>
    public static double[] Of(ReadOnlySpan<double> start, ReadOnlySpan<double> end)
    {
        double[][] rows = new double[8][];
        for (int i = 0; i < 4; i++)
        {
            double x = end[2 * i], y = end[2 * i + 1], toX = start[2 * i], toY = start[2 * i + 1];
            rows[2 * i] = [x, y, 1, 0, 0, 0, -toX * x, -toX * y, toX];
            rows[2 * i + 1] = [0, 0, 0, x, y, 1, -toY * x, -toY * y, toY];
        }
        return Solve(rows);
    }

    /// <summary>Gauss's elimination with the largest pivot of each column.</summary>
    private static double[] Solve(double[][] rows)
    {
        int n = rows.Length;
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
                if (Math.Abs(rows[row][column]) > Math.Abs(rows[pivot][column])) pivot = row;
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int row = 0; row < n; row++)
            {
                if (row == column) continue;
                double share = rows[row][column] / rows[column][column];
                for (int k = column; k <= n; k++) rows[row][k] -= share * rows[column][k];
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) solution[i] = rows[i][n] / rows[i][i];
        return solution;
    }
}
