using Heed.Layers;

namespace Heed.Tests.Layers.Activations;

public class LeakyReLUTests
{
    [Fact]
    public void Below_zero_the_slope_counts() => Assert.Equal([-0.5f, 0, 2], new LeakyReLU(0.25).Apply(new float[] { -2, 0, 2 }).ToArray<float>());

    [Fact]
    public void Older_configs_call_the_slope_alpha() =>
        Assert.Equal(0.7, ((LeakyReLU)KerasRegistry.Create<Layer>("LeakyReLU", new Config().With("name", "x").With("alpha", 0.7))).NegativeSlope);

    [Fact]
    public void The_exponential_unit_never_falls_below_its_depth()
    {
        float[] y = new ELU(2).Apply(new float[] { -1000, -1, 0, 3 }).ToArray<float>();
        Assert.Equal([-2f, 2 * (MathF.Exp(-1) - 1), 0, 3], y);
    }

    [Fact]
    public void The_exponential_unit_notes_its_depth_where_Keras_does() =>
        Assert.Equal(["name", "alpha", "trainable", "dtype"], new ELU().GetConfig().Json.Select(pair => pair.Key));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rejects_slopes_that_are_negative_or_no_numbers(double slope) => Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyReLU(slope));

    [Fact]
    public void Rejects_depths_that_are_no_numbers() => Assert.Throws<ArgumentOutOfRangeException>(() => new ELU(double.NaN));
}
