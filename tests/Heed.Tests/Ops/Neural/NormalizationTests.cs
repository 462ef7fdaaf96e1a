using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>The fused normalizations against the same in plain ops, at lengths around those of vectors and pieces, and on any number of threads.</summary>
public class NormalizationTests
{
    public static TheoryData<int, int> Sizes => new() { { 3, 1 }, { 5, 15 }, { 7, 16 }, { 9, 17 }, { 2, 63 }, { 300, 64 }, { 1, 65 }, { 700, 127 }, { 90, 1023 } };

    [Theory, MemberData(nameof(Sizes))]
    public void Rows_equal_the_plain_ops(int rows, int length)
    {
        Tensor x = Numbers([rows, length], 1), gamma = Numbers([length], 2), beta = Numbers([length], 3);
        AssertSame(inputs => LayerNormalization(inputs[0], inputs[1], inputs[2]), inputs => RowNormalizationOp.Plain(inputs[0], inputs[1], inputs[2], [1], true, 1e-7), x, gamma, beta);
        AssertSame(inputs => RmsNormalization(inputs[0], inputs[1]), inputs => RowNormalizationOp.Plain(inputs[0], inputs[1], null, [1], false, 1e-7), x, gamma);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Channels_equal_the_plain_ops(int rows, int channels)
    {
        Tensor gamma = Numbers([channels], 2), beta = Numbers([channels], 3);
        AssertSame(inputs => BatchNormalization(inputs[0], -1, inputs[2], inputs[1], 0.1).Y, inputs => Plain(inputs, [0]), Numbers([rows, channels], 1), gamma, beta);
        AssertSame(inputs => BatchNormalization(inputs[0], 1, inputs[2], inputs[1], 0.1).Y,
            inputs => SwapAxes(Plain([SwapAxes(inputs[0], 1, 2), inputs[1], inputs[2]], [0, 1]), 1, 2), Numbers([3, channels, rows], 1), gamma, beta);
        AssertSame(inputs => GroupNormalization(inputs[0], 1, 2, inputs[1], inputs[2], 0.1), inputs => Plain(inputs, [1, 2]), Numbers([3, rows, channels], 1), gamma, beta);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Tensor x = Numbers([700, 127], 1).Cast(DType.Float32), factor = Numbers([127], 2).Cast(DType.Float32);
        byte[][] Results(int threads)
        {
            int before = WorkerPool.Threads;
            WorkerPool.Threads = threads;
            try
            {
                return
                [
                    .. Bits(inputs => LayerNormalization(inputs[0], inputs[1], inputs[2]), x, factor, factor * 2),
                    .. Bits(inputs => BatchNormalization(inputs[0], -1, inputs[1], inputs[2], 0.1).Y, x, factor, factor * 2),
                    .. Bits(inputs => GroupNormalization(Reshape(inputs[0], [7, 100, 127]), 1, 2, inputs[1], inputs[2], 0.1), x, factor, factor * 2),
                ];
            }
            finally
            {
                WorkerPool.Threads = before;
            }
        }
        Assert.Equal(Results(1), Results(3));
    }

    [Fact]
    public void A_row_has_the_same_bits_wherever_it_stands()
    {
        Tensor row = Numbers([1, 45], 1).Cast(DType.Float32);
        float[] alone = LayerNormalization(row).ToArray<float>(), together = LayerNormalization(BroadcastTo(row, [900, 45])).ToArray<float>();
        Assert.All(Enumerable.Range(0, 900), i => Assert.Equal(alone, together[(i * 45)..((i + 1) * 45)]));
    }

    [Fact]
    public void A_far_mean_costs_no_digits()
    {
        Tensor x = (Numbers([200, 33], 1) + 1000).Cast(DType.Float32), exact = x.Cast(DType.Float64);
        AssertClose(LayerNormalization(exact).ToArray<double>(), LayerNormalization(x).Cast(DType.Float64).ToArray<double>(), 2e-4);
        AssertClose(BatchNormalization(exact, -1, null, null, 0.1).Y.ToArray<double>(), BatchNormalization(x, -1, null, null, 0.1).Y.Cast(DType.Float64).ToArray<double>(), 2e-4);
    }

    [Fact]
    public void Not_a_number_stays_in_its_row()
    {
        double[] y = LayerNormalization(new[,] { { double.NaN, 1, 2 }, { 1, 2, 3 }, { double.PositiveInfinity, 0, 0 } }).ToArray<double>();
        Assert.All(y[..3], x => Assert.Equal(double.NaN, x));
        Assert.All(y[3..6], x => Assert.True(double.IsFinite(x)));
        Assert.All(y[6..], x => Assert.Equal(double.NaN, x));
    }

    private static Tensor Plain(Tensor[] inputs, int[] averaged)
    {
        Tensor centered = inputs[0] - Mean(inputs[0], averaged, keepDims: true);
        return centered * Rsqrt(Mean(Square(centered), averaged, keepDims: true) + 0.1) * inputs[1] + inputs[2];
    }

    private static void AssertSame(Func<Tensor[], Tensor> fused, Func<Tensor[], Tensor> plain, params Tensor[] inputs)
    {
        Tensor weights = Numbers(plain(inputs).Shape, 9);
        AssertClose(plain(inputs).ToArray<double>(), fused(inputs).ToArray<double>(), 1e-10);
        Tensor?[] expected = GradientCheck.Gradients(plain, inputs, weights), actual = GradientCheck.Gradients(fused, inputs, weights);
        for (int i = 0; i < inputs.Length; i++) AssertClose(expected[i]!.ToArray<double>(), actual[i]!.ToArray<double>(), 1e-9);
    }

    private static byte[][] Bits(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        Tensor y = function(inputs);
        Tensor?[] all = [y, .. GradientCheck.Gradients(function, inputs, Numbers(y.Shape, 9))];
        return [.. all.Select(tensor => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor!.ToArray<float>()).ToArray())];
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        double scale = expected.Select(Math.Abs).Append(1).Max();
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"element {i} is {actual[i]:R}, not {expected[i]:R}");
    }

    private static Tensor Numbers(Shape shape, int seed) => GradientCheck.Random(shape, new Random(seed)) * 3;
}
