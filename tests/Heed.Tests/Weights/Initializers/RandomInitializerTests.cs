using Heed.Initializers;

namespace Heed.Tests.Weights.Initializers;

public class RandomInitializerTests
{
    [Fact]
    public void Same_seed_gives_the_same_values_at_every_call()
    {
        var initializer = new GlorotUniform(seed: 3);
        Assert.Equal(initializer.Create([4, 5]).ToArray<float>(), initializer.Create([4, 5]).ToArray<float>());
        Assert.Equal(initializer.Create([4, 5]).ToArray<float>(), new GlorotUniform(seed: 3).Create([4, 5]).ToArray<float>());
        Assert.NotEqual(initializer.Create([4, 5]).ToArray<float>(), new GlorotUniform(seed: 4).Create([4, 5]).ToArray<float>());
    }

    [Fact]
    public void Without_a_seed_every_initializer_draws_its_own()
    {
        Assert.NotEqual(new HeNormal().Create([4, 5]).ToArray<float>(), new HeNormal().Create([4, 5]).ToArray<float>());
        Assert.Null(new HeNormal().GetConfig().Json["seed"]);
    }

    [Fact]
    public void Generator_goes_on_and_stands_in_the_config()
    {
        var initializer = new RandomNormal(seed: new SeedGenerator(5));
        Assert.NotEqual(initializer.Create([4]).ToArray<float>(), initializer.Create([4]).ToArray<float>());

        Config config = initializer.GetConfig();
        Assert.Equal("SeedGenerator", (string?)config.Json["seed"]!["class_name"]);
        Assert.Equal(config.Json.ToJsonString(), KerasRegistry.Create<Initializer>("RandomNormal", config).GetConfig().Json.ToJsonString());
    }

    [Theory]
    [InlineData("random_normal", 0, 0.05)]
    [InlineData("truncated_normal", 0, 0.05 * 0.8796)]
    [InlineData("random_uniform", 0, 0.1 / 3.4641)]
    [InlineData("glorot_uniform", 0, 0.0707)]
    [InlineData("glorot_normal", 0, 0.0707)]
    [InlineData("he_normal", 0, 0.1)]
    [InlineData("he_uniform", 0, 0.1)]
    [InlineData("lecun_normal", 0, 0.0707)]
    [InlineData("lecun_uniform", 0, 0.0707)]
    public void Values_have_the_mean_and_the_deviation_of_their_rule(string name, double mean, double deviation)
    {
        double[] values = KerasRegistry.Create<Initializer>(name, new Config().With("seed", 1)).Create([200, 200], DType.Float64).ToArray<double>();
        Assert.Equal(mean, values.Average(), 0.05 * deviation);
        Assert.Equal(deviation, Math.Sqrt(values.Average(value => value * value)), 0.03 * deviation);
    }
}
