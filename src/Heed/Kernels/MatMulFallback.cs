using System.Numerics;

namespace Heed.Kernels;

/// <summary>C = A · B, with either operand stored transposed; the inner loop walks along rows.</summary>
internal static class MatMulFallback
{
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, bool transposeA, bool transposeB)
        where T : unmanaged, INumber<T>
    {
        c.Clear();
        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
            {
                T left = a[transposeA ? p * m + i : i * k + p];
                Span<T> row = c.Slice(i * n, n);
                for (int j = 0; j < n; j++) row[j] += left * b[transposeB ? j * k + p : p * n + j];
            }
        }
    }
}
