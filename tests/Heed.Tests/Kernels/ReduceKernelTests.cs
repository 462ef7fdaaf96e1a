using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class ReduceKernelTests
{
    [Fact]
    public void All_layouts_agree_with_plain_loops()
    {
        foreach (int outer in new[] { 1, 2, 5 })
            foreach (int length in new[] { 1, 2, 7, 33, 129, 300 })
                foreach (int inner in new[] { 1, 2, 8, 19, 45 })
                {
                    Check<float>(outer, length, inner);
                    Check<double>(outer, length, inner);
                    Check<int>(outer, length, inner);
                    Check<long>(outer, length, inner);
                    Check<ulong>(outer, length, inner);
                }
        Check<int>(1, 50_000, 1);
        Check<int>(3, 20_000, 1);
        Check<long>(1, 5_000, 37);
    }

    [Fact]
    public void Nothing_sums_to_zero_and_multiplies_to_one()
    {
        float[] y = [7, 7];
        ReduceKernel.Sum([], y, 2, 0, 1);
        Assert.Equal([0, 0], y);
        ReduceKernel.Prod([], y, 1, 0, 2);
        Assert.Equal([1, 1], y);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_long_sum_keeps_its_digits(int inner)
    {
        float[] x = new float[1_000_000 * inner], y = new float[inner];
        Array.Fill(x, 0.1f);
        ReduceKernel.Sum(x, y, 1, 1_000_000, inner);
        Assert.Equal(1_000_000 * (double)0.1f, y[0], 0.2);
        ReduceKernel.Mean(x, y, 1, 1_000_000, inner);
        Assert.Equal(0.1, y[0], 1e-7);
    }

    [Fact]
    public void Not_a_number_wins()
    {
        foreach (int length in new[] { 3, 100 })
        {
            float[] x = [.. Enumerable.Range(0, length).Select(i => i == length / 2 ? float.NaN : i)], y = new float[1];
            ReduceKernel.Max(x, y, 1, length, 1);
            Assert.Equal(float.NaN, y[0]);
            ReduceKernel.Min(x, y, 1, length, 1);
            Assert.Equal(float.NaN, y[0]);
        }
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        float[] x = [.. Enumerable.Range(0, 600_000).Select(i => MathF.Sin(i))];
        foreach (int inner in new[] { 1, 6, 600 })
        {
            float[] one = new float[inner], two = new float[inner];
            ThreadCountCollection.With(1, () => ReduceKernel.Sum(x, one, 1, x.Length / inner, inner));
            ThreadCountCollection.With(2, () => ReduceKernel.Sum(x, two, 1, x.Length / inner, inner));
            Assert.Equal(one, two);
        }
    }

    private static void Check<T>(int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        T[] x = [.. Enumerable.Range(0, outer * length * inner).Select(i => T.CreateTruncating(i * 7919L % 13 + 1))];
        T[] sum = new T[outer * inner], max = new T[sum.Length], min = new T[sum.Length], product = new T[sum.Length];
        ReduceKernel.Sum(x, sum, outer, length, inner);
        ReduceKernel.Max(x, max, outer, length, inner);
        ReduceKernel.Min(x, min, outer, length, inner);
        ReduceKernel.Prod(x, product, outer, length, inner);
        for (int o = 0; o < outer; o++)
        {
            for (int j = 0; j < inner; j++)
            {
                T[] lane = [.. Enumerable.Range(0, length).Select(i => x[(o * length + i) * inner + j])];
                int at = o * inner + j;
                Assert.Equal(lane.Aggregate((a, b) => a + b), sum[at]);
                Assert.Equal(lane.Max(), max[at]);
                Assert.Equal(lane.Min(), min[at]);
                if (length < 9 || T.IsInteger(T.One / (T.One + T.One))) Assert.Equal(lane.Aggregate((a, b) => a * b), product[at]);
            }
        }
    }
}
