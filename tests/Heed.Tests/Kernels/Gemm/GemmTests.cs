using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class GemmTests
{
    [Fact]
    public void Odd_shapes_agree_with_the_reference()
    {
        int[] sizes = [1, 5, 6, 13, 33, 70];
        foreach (int m in sizes)
            foreach (int n in sizes)
                foreach (int k in new[] { 0, 1, 17 })
                    foreach (bool transposeA in new[] { false, true })
                        foreach (bool transposeB in new[] { false, true })
                        {
                            var shape = new GemmShape(m, n, k, transposeA, transposeB, Accumulate: (m + n + k) % 2 == 0);
                            Check<float>(shape, 1e-5);
                            Check<double>(shape, 1e-14);
                        }
    }

    [Theory]
    [InlineData(70, 270, 330)]
    [InlineData(130, 530, 650)]      // several blocks of rows: B in panels
    [InlineData(100, 70, 1100)]      // rows of A a page apart: copied
    [InlineData(7, 65, 1100)]
    [InlineData(5, 4200, 3)]
    [InlineData(4200, 5, 3)]
    [InlineData(3, 7, 1000)]
    public void Shapes_of_several_blocks_agree_with_the_reference(int m, int n, int k)
    {
        foreach (bool transposeA in new[] { false, true })
            foreach (bool transposeB in new[] { false, true })
                foreach (bool accumulate in new[] { false, true })
                    Check<float>(new GemmShape(m, n, k, transposeA, transposeB, accumulate), 1e-5);
    }

    [Fact]
    public void Rows_may_be_parts_of_wider_matrices()
    {
        foreach (bool transposed in new[] { false, true })
            foreach (int m in new[] { 1, 3, 40, 110 })
                foreach (int n in new[] { 1, 37 })
                    Check<double>(new GemmShape(m, n, 19, transposed, !transposed, LdA: 115, LdB: 50, LdC: 41), 1e-14);
    }

    [Theory]
    [InlineData(5, 4, 3, 3)]
    [InlineData(40, 16, 24, 20)]
    [InlineData(200, 100, 100, 2)]
    public void A_batch_is_many_products(int m, int n, int k, int batch)
    {
        foreach (bool transposed in new[] { false, true })
        {
            var all = new GemmShape(m, n, k, transposed, transposed, Batch: batch, StrideA: m * k, StrideB: n * k, StrideC: m * n + 3);
            Check<double>(all, 1e-13);
            Check<double>(all with { StrideA = 0 }, 1e-13);
            Check<double>(all with { StrideB = 0, StrideC = m * n }, 1e-13);
        }
    }

    [Theory]
    [InlineData(1, 1100, 700)]
    [InlineData(300, 1, 700)]
    [InlineData(1, 3, 0)]
    [InlineData(3, 1, 0)]
    public void Vectors_agree_with_the_reference_however_they_are_stored(int m, int n, int k)
    {
        foreach (bool transposeA in new[] { false, true })
            foreach (bool transposeB in new[] { false, true })
                foreach (bool accumulate in new[] { false, true })
                {
                    Check<float>(new GemmShape(m, n, k, transposeA, transposeB, accumulate), 1e-5);
                    Check<double>(new GemmShape(m, n, k, transposeA, transposeB, accumulate, LdA: 1200, LdB: 1201, LdC: n + 2), 1e-13);
                }
    }

    [Theory]
    [InlineData(1, 37, 20)]
    [InlineData(40, 1, 20)]
    [InlineData(130, 600, 330)]
    [InlineData(3, 5, 0)]
    public void Bias_and_function_are_applied_once_to_the_finished_sums(int m, int n, int k)
    {
        var shape = new GemmShape(m, n, k);
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), bias = Numbers<float>(n, 3), plain = new float[m * n], fused = new float[m * n];
        Gemm.Run<float>(a, b, plain, shape);
        Gemm.RunBiased<float, ReluOp>(a, b, bias, fused, shape);
        for (int i = 0; i < plain.Length; i++) Assert.Equal(Math.Max(plain[i] + bias[i % n], 0), fused[i]);
        Gemm.RunBiased<float, ReluOp>(a, b, [], fused, shape);
        for (int i = 0; i < plain.Length; i++) Assert.Equal(Math.Max(plain[i], 0), fused[i]);
    }

    [Fact]
    public void Whole_numbers_are_exact() => Check<long>(new GemmShape(7, 8, 9, TransposeA: true), 0);

    [Fact]
    public void A_row_has_the_same_bits_alone_and_among_others_on_one_thread_and_on_two()
    {
        foreach (bool transposeB in new[] { false, true })
        {
            var shape = new GemmShape(100, 300, 700, TransposeB: transposeB);
            float[] a = Numbers<float>(100 * 700, 1), b = Numbers<float>(700 * 300, 2), one = new float[100 * 300], two = new float[100 * 300];
            ThreadCountCollection.With(1, () => Gemm.Run<float>(a, b, one, shape));
            ThreadCountCollection.With(2, () => Gemm.Run<float>(a, b, two, shape));
            Assert.Equal(one, two);
            for (int row = 0; row < 100; row += 9)
            {
                Gemm.Run<float>(a.AsSpan(row * 700, 700), b, two.AsSpan(0, 300), shape with { M = 1 });
                Assert.Equal(one[(row * 300)..(row * 300 + 300)], two[..300]);
                int few = Math.Min(5, 100 - row);
                Gemm.Run<float>(a.AsSpan(row * 700, few * 700), b, two.AsSpan(0, few * 300), shape with { M = few });
                Assert.Equal(one[(row * 300)..((row + few) * 300)], two[..(few * 300)]);
            }
        }
    }

    [Fact]
    public void Not_a_number_and_infinity_pass()
    {
        float[] c = new float[2];
        Gemm.Run<float>([float.NaN, 1, 1, 1], [1, float.PositiveInfinity], c, new GemmShape(2, 1, 2));
        Assert.Equal([float.NaN, float.PositiveInfinity], c);
    }

    private static void Check<T>(GemmShape s, double tolerance) where T : unmanaged, INumber<T>
    {
        int Size(int rows, int columns, int row, long stride) => (int)(stride * (s.Batch - 1)) + Math.Max(0, rows - 1) * row + columns;
        T[] a = Numbers<T>(s.TransposeA ? Size(s.K, s.M, s.RowA, s.StrideA) : Size(s.M, s.K, s.RowA, s.StrideA), 1);
        T[] b = Numbers<T>(s.TransposeB ? Size(s.N, s.K, s.RowB, s.StrideB) : Size(s.K, s.N, s.RowB, s.StrideB), 2);
        T[] expected = Numbers<T>(Size(s.M, s.N, s.RowC, s.StrideC), 3), actual = [.. expected];
        GemmReference.Run(a, b, expected, s);
        Gemm.Run(a, b, actual.AsSpan(), s);
        double bound = tolerance * (1 + Math.Sqrt(s.K));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(double.Abs(double.CreateChecked(expected[i] - actual[i])) <= bound, $"{s}: element {i} is {actual[i]}, not {expected[i]}");
    }

    private static T[] Numbers<T>(int length, int seed) where T : INumber<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(typeof(T) == typeof(long) ? random.Next(-9, 9) : random.NextDouble() * 2 - 1))];
    }
}
