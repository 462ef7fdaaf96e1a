using System.Text.Json.Nodes;
using Heed.Optimizers;

namespace Heed.Tests;

/// <summary>Python programs divide examples by batches, so files may hold a number of steps that is not whole.</summary>
public sealed class FractionalStepsTests
{
    [Fact]
    public void Steps_may_be_fractions()
    {
        Assert.Equal(0.1 * 0.5 * 0.5, new ExponentialDecay(0.1, 2.5, 0.5).At(5), 1e-12);
        Assert.Equal(0.1 / (1 + 0.5 * 2), new InverseTimeDecay(0.1, 2.5, 0.5).At(5), 1e-12);
        Assert.Equal(0.5 * 0.1, new CosineDecay(0.1, 2.5).At(1.25), 1e-12);
        Assert.Equal(0.1, new CosineDecay(0, 2.5, warmupTarget: 0.2, warmupSteps: 0.5).At(0.25), 1e-12);
        Assert.Equal(0.5 * 0.1, new CosineDecayRestarts(0.1, 2.5).At(1.25), 1e-7);
        Assert.Equal(0.5 * 0.1, new PolynomialDecay(0.1, 2.5, endLearningRate: 0).At(1.25), 1e-12);
    }

    [Theory]
    [InlineData("2.5")]
    [InlineData("1000")]
    public void Configs_hold_them_as_they_were(string steps)
    {
        string config = $$"""{"initial_learning_rate":0.1,"decay_steps":{{steps}},"decay_rate":0.5,"staircase":false,"name":"ExponentialDecay"}""";
        var schedule = KerasRegistry.Create<LearningRateSchedule>("ExponentialDecay", new Config((JsonObject)JsonNode.Parse(config)!));
        Assert.Equal(config, schedule.GetConfig().Json.ToJsonString());
    }
}
