using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Tests.Ops;

/// <summary>Draws with fixed keys: a wrong distribution would fail by far, the right one never fails by chance.</summary>
public class RandomTests
{
    private const int Count = 100_000;
    private static readonly RandomKey Key = new(2024, 7);

    /// <summary>Bins of equal probability; the chance of a larger χ² with 99 degrees of freedom is 1 in 1,000 above 148.2.</summary>
    private static double ChiSquared(IEnumerable<double> fractions)
    {
        var bins = new int[100];
        foreach (double fraction in fractions) bins[(int)Math.Min(99, fraction * 100)]++;
        double expected = Count / 100.0;
        return bins.Sum(count => (count - expected) * (count - expected) / expected);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Uniform_numbers_fill_their_range_evenly(DType dtype)
    {
        double[] y = RandomUniform([Count], -1, 3, dtype, Key).Cast(DType.Float64).ToArray<double>();
        Assert.All(y, value => Assert.InRange(value, -1, 3 - 1e-7));
        Assert.Equal(1, y.Average(), 0.02);
        Assert.Equal(16 / 12.0, y.Sum(value => (value - 1) * (value - 1)) / Count, 0.02);
        Assert.InRange(ChiSquared(y.Select(value => (value + 1) / 4)), 50, 148.2);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Normal_numbers_follow_the_bell(DType dtype)
    {
        double[] y = RandomNormal([Count], 2, 0.5, dtype, Key).Cast(DType.Float64).ToArray<double>();
        Assert.Equal(2, y.Average(), 0.006);
        Assert.Equal(0.25, y.Sum(value => (value - 2) * (value - 2)) / Count, 0.004);
        Assert.InRange(y.Max(), 2 + 0.5 * 4, 2 + 0.5 * 5.4);
        Assert.InRange(ChiSquared(y.Select(value => NormalShare((value - 2) / 0.5))), 50, 148.2);
    }

    [Fact]
    public void Truncated_normal_numbers_stay_within_two_deviations()
    {
        double[] y = RandomTruncatedNormal([Count], -1, 2, DType.Float32, Key).Cast(DType.Float64).ToArray<double>();
        Assert.All(y, value => Assert.InRange(value, -5, 3));
        Assert.Equal(-1, y.Average(), 0.02);
        Assert.Equal(0.87962566 * 2, Math.Sqrt(y.Sum(value => (value + 1) * (value + 1)) / Count), 0.02);
        double below = NormalShare(-2), within = NormalShare(2) - below;
        Assert.InRange(ChiSquared(y.Select(value => (NormalShare((value + 1) / 2) - below) / within)), 50, 148.2);
    }

    [Fact]
    public void Integers_are_equally_likely()
    {
        int[] y = RandomInteger([Count], -50, 50, DType.Int32, Key).ToArray<int>();
        Assert.Equal(-50, y.Min());
        Assert.Equal(49, y.Max());
        Assert.InRange(ChiSquared(y.Select(value => (value + 50.5) / 100)), 50, 148.2);
        Assert.InRange(RandomInteger([1000], long.MinValue, long.MaxValue, DType.Int64, Key).ToArray<long>().Count(value => value < 0), 400, 600);
    }

    [Fact]
    public void Classes_come_with_their_probabilities()
    {
        Tensor logits = new[,] { { 0, MathF.Log(3), float.NegativeInfinity }, { 5, 5, 5 } };
        int[] y = RandomCategorical(logits, Count, DType.Int32, Key).ToArray<int>();
        Assert.Equal(0.25, y[..Count].Count(c => c == 0) / (double)Count, 0.01);
        Assert.DoesNotContain(2, y[..Count]);
        for (int c = 0; c < 3; c++) Assert.Equal(1 / 3.0, y[Count..].Count(chosen => chosen == c) / (double)Count, 0.01);
        Assert.Throws<ArgumentException>(() => RandomCategorical(new[,] { { float.NaN, 1 } }, 1, DType.Int32, Key));
        Assert.Throws<ShapeException>(() => RandomCategorical(new[] { 1f }, 1, DType.Int32, Key));
    }

    [Fact]
    public void Every_order_is_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        for (uint draw = 0; draw < 6000; draw++)
        {
            string order = string.Concat(Shuffle(new[] { 0, 1, 2 }, 0, new(1, draw)).ToArray<int>());
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 880, 1120));
        Tensor rows = new[,] { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 3 } };
        Assert.All(Enumerable.Chunk(Shuffle(rows, 0, Key).ToArray<int>(), 2), row => Assert.Equal(row[0], row[1]));
    }

    [Fact]
    public void The_same_key_gives_the_same_bits_and_another_draw_others()
    {
        float[] First(RandomKey key) => RandomUniform([1000], 0, 1, DType.Float32, key).ToArray<float>();
        Assert.Equal(First(Key), First(Key));
        Assert.InRange(First(Key).Zip(First(Key with { Draw = 8 })).Count(pair => pair.First == pair.Second), 0, 2);
        Assert.InRange(First(Key).Zip(First(Key with { Seed = 2025 })).Count(pair => pair.First == pair.Second), 0, 2);
    }

    [Fact]
    public void An_element_depends_on_its_place_alone_not_on_length_or_threads()
    {
        float[] whole = RandomNormal([Count], 0, 1, DType.Float32, Key).ToArray<float>();
        Assert.Equal(whole[..12_345], RandomNormal([12_345], 0, 1, DType.Float32, Key).ToArray<float>());
        int threads = WorkerPool.Threads;
        try
        {
            WorkerPool.Threads = 1;
            Assert.Equal(whole, RandomNormal([Count], 0, 1, DType.Float32, Key).ToArray<float>());
            WorkerPool.Threads = 3;
            Assert.Equal(whole, RandomNormal([Count], 0, 1, DType.Float32, Key).ToArray<float>());
        }
        finally
        {
            WorkerPool.Threads = threads;
        }
    }

    [Fact]
    public void Bits_stay_the_same_from_version_to_version()
    {
        // Philox block 0 of key (0, 0) is 6627e8d5 e169c58d …; u = (word >> 8 | 1) / 2²⁴.
        float[] y = RandomUniform([3], 0, 1, DType.Float32, new(0, 0)).ToArray<float>();
        Assert.Equal([0x6627e9 / 16777216f, 0xe169c5 / 16777216f, 0xbc57ad / 16777216f], y);
    }

    [Fact]
    public void Narrow_types_are_rounded()
    {
        Assert.Equal(DType.BFloat16, RandomNormal([4], 0, 1, DType.BFloat16, Key).DType);
        Assert.Equal((Half)RandomUniform([1], 0, 1, DType.Float32, Key).Item<float>(), RandomUniform([1], 0, 1, DType.Float16, Key).Item<Half>());
        Assert.True(RandomInteger([10_000], 0, 256, DType.UInt8, Key).ToArray<byte>().Distinct().Count() == 256);
    }

    [Fact]
    public void Bad_arguments_are_errors()
    {
        Assert.Throws<ArgumentException>(() => RandomUniform([1], 1, 0, DType.Float32, Key));
        Assert.Throws<ArgumentException>(() => RandomUniform([1], double.NaN, 0, DType.Float32, Key));
        Assert.Throws<ArgumentException>(() => RandomUniform([1], 0, 1, DType.Int32, Key));
        Assert.Throws<ShapeException>(() => RandomUniform([null, 1], 0, 1, DType.Float32, Key));
        Assert.Throws<ArgumentException>(() => RandomNormal([1], 0, -1, DType.Float32, Key));
        Assert.Throws<ArgumentException>(() => RandomInteger([1], 0, 0, DType.Int32, Key));
        Assert.Throws<ArgumentException>(() => RandomInteger([1], 0, 129, DType.Int8, Key));
    }

    /// <summary>The distribution function of the normal distribution, by its series (accurate for |z| below 6).</summary>
    private static double NormalShare(double z)
    {
        double term = z, sum = z;
        for (int i = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); i++) sum += term *= z * z / (2 * i + 1);
        return 0.5 + sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }
}
