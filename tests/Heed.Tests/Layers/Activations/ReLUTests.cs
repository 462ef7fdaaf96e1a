using Heed.Layers;

namespace Heed.Tests.Layers.Activations;

public class ReLUTests
{
    private static readonly Tensor X = new float[] { -2, -0.5f, 0.5f, 1, 3, 8 };

    [Theory]
    [InlineData(null, 0, 0, new float[] { 0, 0, 0.5f, 1, 3, 8 })]
    [InlineData(6.0, 0, 0, new float[] { 0, 0, 0.5f, 1, 3, 6 })]
    [InlineData(2.0, 0, 0, new float[] { 0, 0, 0.5f, 1, 2, 2 })]
    [InlineData(null, 0.5, 0, new float[] { -1, -0.25f, 0.5f, 1, 3, 8 })]
    [InlineData(2.0, 0.5, 0, new float[] { -1, -0.25f, 0.5f, 1, 2, 2 })]
    [InlineData(null, 0.5, 1, new float[] { -1.5f, -0.75f, -0.25f, 0, 3, 8 })]
    [InlineData(null, 0, 1, new float[] { 0, 0, 0, 0, 3, 8 })]
    public void Ceiling_slope_and_threshold_shape_the_line(double? maxValue, double slope, double threshold, float[] expected) =>
        Assert.Equal(expected, new ReLU(maxValue, slope, threshold).Apply(X).ToArray<float>());

    [Fact]
    public void Rejects_negative_settings()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU(maxValue: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU(negativeSlope: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU(threshold: double.NaN));
    }
}
