using System.Numerics;

namespace Heed.Kernels;

/// <summary>What a matrix product means: the specification of <see cref="Gemm"/>, and the kernel of whole numbers.</summary>
internal static class GemmReference
{
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, in GemmShape s) where T : unmanaged, INumber<T>
    {
        for (int batch = 0; batch < s.Batch; batch++)
        {
            int a0 = (int)(batch * s.StrideA), b0 = (int)(batch * s.StrideB), c0 = (int)(batch * s.StrideC);
            for (int i = 0; i < s.M; i++)
            {
                for (int j = 0; j < s.N; j++)
                {
                    T sum = s.Accumulate ? c[c0 + i * s.RowC + j] : T.Zero;
                    for (int k = 0; k < s.K; k++)
                        sum += a[a0 + (s.TransposeA ? k * s.RowA + i : i * s.RowA + k)] * b[b0 + (s.TransposeB ? j * s.RowB + k : k * s.RowB + j)];
                    c[c0 + i * s.RowC + j] = sum;
                }
            }
        }
    }
}
