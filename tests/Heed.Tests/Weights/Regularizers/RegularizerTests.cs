using Heed.Regularizers;

namespace Heed.Tests.Weights.Regularizers;

public class RegularizerTests
{
    [Fact]
    public void Names_and_missing_settings_mean_Keras_defaults()
    {
        Regularizer l2 = "l2";
        Assert.Equal(0.01, ((L2)l2).Factor);
        Assert.Equal(0, ((L1L2)(Regularizer)"l1_l2").L1);
        Assert.Equal((float)0.01, ((L1)KerasRegistry.Create<Regularizer>("L1", new Config().With("l1", null))).Factor);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Rejects_a_factor_that_is_negative_or_not_a_number(double factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1(factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1L2(0, factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrthogonalRegularizer(factor));
    }
}
