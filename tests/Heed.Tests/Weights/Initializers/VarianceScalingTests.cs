using Heed.Initializers;

namespace Heed.Tests.Weights.Initializers;

public class VarianceScalingTests
{
    [Theory]
    [InlineData(FanMode.FanIn, 9 * 4)]
    [InlineData(FanMode.FanOut, 9 * 100)]
    [InlineData(FanMode.FanAvg, 9 * 52)]
    public void Fan_of_a_convolution_kernel_counts_its_positions(FanMode mode, double fan) =>
        AssertVariance(1 / fan, new VarianceScaling(1, mode, seed: 1), [3, 3, 4, 100]);

    [Fact]
    public void Fans_follow_the_given_axes() =>
        AssertVariance(1 / 16.0, new VarianceScaling(1, FanMode.FanIn, ScalingDistribution.UntruncatedNormal, seed: 1, inputAxes: [0], outputAxes: [1, 2]), [16, 10, 30]);

    [Fact]
    public void Old_spelling_of_the_distribution_is_read()
    {
        var config = new Config().With("distribution", "Normal");
        Assert.Equal(ScalingDistribution.TruncatedNormal, ((VarianceScaling)KerasRegistry.Create<Initializer>("VarianceScaling", config)).Distribution);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Rejects_a_scale_that_is_not_above_0(double scale) =>
        Assert.Contains("VarianceScaling expects scale", Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(scale)).Message);

    private static void AssertVariance(double variance, VarianceScaling initializer, Shape shape)
    {
        double[] values = initializer.Create(shape, DType.Float64).ToArray<double>();
        Assert.Equal(variance, values.Average(value => value * value), 0.08 * variance);
    }
}
