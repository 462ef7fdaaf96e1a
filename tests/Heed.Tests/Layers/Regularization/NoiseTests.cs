using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests.Layers.Regularization;

/// <summary>The layers that add or multiply noise, or drop in another way than <see cref="DropoutTests"/>.</summary>
public class NoiseTests
{
    private const int Count = 40_000;

    private static readonly Tensor Many = Ones([200, 200]);

    public static TheoryData<string> Names => ["alpha", "gaussian dropout", "gaussian noise", "spatial"];

    private static Func<Layer> Make(string name, double rate = 0.3) => name switch
    {
        "alpha" => () => new AlphaDropout(rate, seed: 1),
        "gaussian dropout" => () => new GaussianDropout(rate, seed: 1),
        "gaussian noise" => () => new GaussianNoise(rate, seed: 1),
        _ => () => new SpatialDropout1D(rate, seed: 1),
    };

    private static Tensor Input(string name) => name == "spatial" ? Ones([200, 2, 100]) : Many;

    [Theory, MemberData(nameof(Names))]
    public void Nothing_happens_without_training_or_with_a_rate_of_0(string name)
    {
        Tensor x = Input(name);
        Assert.Equal(x.ToArray<float>(), Make(name)().Apply(x).ToArray<float>());
        Assert.Equal(x.ToArray<float>(), Make(name, 0)().Apply(x, training: true).ToArray<float>());
        Assert.Empty(Make(name, 0)().SeedGenerators);
    }

    [Theory, MemberData(nameof(Names))]
    public void Same_seed_repeats_the_sequence_and_calls_differ(string name)
    {
        Layer a = Make(name)(), b = Make(name)();
        float[] first = a.Apply(Input(name), training: true).ToArray<float>();
        Assert.Equal(first, b.Apply(Input(name), training: true).ToArray<float>());
        Assert.NotEqual(first, a.Apply(Input(name), training: true).ToArray<float>());
    }

    [Theory, MemberData(nameof(Names))]
    public void Rejects_rates_outside_0_to_1(string name)
    {
        foreach (double rate in (double[])[-0.1, 1.1, double.NaN]) Assert.Throws<ArgumentOutOfRangeException>(() => Make(name, rate)());
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_and_variance_of_normal_numbers()
    {
        Tensor x = RandomNormal([200, 200], 0, 1, DType.Float32, new RandomKey(5, 6));
        double[] y = [.. new AlphaDropout(0.3, seed: 1).Apply(x, training: true).ToArray<float>()];
        double mean = y.Average();
        Assert.Equal(0, mean, 0.02);
        Assert.Equal(1, y.Average(value => (value - mean) * (value - mean)), 0.03);
    }

    [Fact]
    public void Alpha_dropout_gives_a_x_plus_b_or_the_lowest_value()
    {
        const double Rate = 0.3, Lowest = -1.7580993408473766;
        double a = Math.Pow((1 - Rate) * (1 + Rate * Lowest * Lowest), -0.5), b = -a * Lowest * Rate;
        float[] y = new AlphaDropout(Rate, seed: 1).Apply(Many, training: true).ToArray<float>();
        int fallen = y.Count(value => Math.Abs(value - (a * Lowest + b)) < 1e-5);
        Assert.Equal(Count, fallen + y.Count(value => Math.Abs(value - (a + b)) < 1e-5));
        Assert.True(ChiSquared(fallen, Rate) < 10.8, $"{fallen} of {Count} have fallen");     // one in a thousand is above
    }

    [Fact]
    public void Alpha_dropout_shares_its_noise_along_axes_of_length_1()
    {
        float[] y = new AlphaDropout(0.5, [null, 1], seed: 1).Apply(Many, training: true).ToArray<float>();
        Assert.All(y.Chunk(200), row => Assert.Single(row.Distinct()));
        Assert.Equal(2, y.Distinct().Count());
        Assert.Throws<ShapeException>(() => new AlphaDropout(0.5, [7, 1]).Apply(Many, training: true));
    }

    [Fact]
    public void Gaussian_dropout_has_mean_1_and_the_variance_of_dropout() =>
        AssertNormal(new GaussianDropout(0.2, seed: 1).Apply(Many * 3, training: true) / 3, 1, Math.Sqrt(0.2 / 0.8));

    [Fact]
    public void Gaussian_noise_has_mean_0_and_its_deviation() => AssertNormal(new GaussianNoise(0.4, seed: 1).Apply(Many, training: true) - 1, 0, 0.4);

    [Fact]
    public void Rejects_training_where_nothing_would_be_left()
    {
        Assert.Throws<InvalidOperationException>(() => new AlphaDropout(1).Apply(Many, training: true));
        Assert.Throws<InvalidOperationException>(() => new GaussianDropout(1).Apply(Many, training: true));
        Assert.Equal(Many.ToArray<float>(), new GaussianDropout(1).Apply(Many).ToArray<float>());
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels_in_both_formats()
    {
        void AssertChannels(Tensor y, int[] toBatchChannelsRest)
        {
            float[] flat = Transpose(y, toBatchChannelsRest).ToArray<float>();
            Assert.All(flat.Chunk(flat.Length / 2000), channel => Assert.Single(channel.Distinct()));
            Assert.Equal([0f, 2f], flat.Distinct().Order());
            int fallen = flat.Chunk(flat.Length / 2000).Count(channel => channel[0] == 0);
            Assert.True(ChiSquared(fallen, 0.5, 2000) < 10.8, $"{fallen} of 2000 channels have fallen");
        }
        AssertChannels(new SpatialDropout1D(0.5, seed: 1).Apply(Ones([20, 3, 100]), training: true), [0, 2, 1]);
        AssertChannels(new SpatialDropout2D(0.5, seed: 1).Apply(Ones([20, 3, 2, 100]), training: true), [0, 3, 1, 2]);
        AssertChannels(new SpatialDropout2D(0.5, DataFormat.ChannelsFirst, seed: 1).Apply(Ones([20, 100, 3, 2]), training: true), [0, 1, 2, 3]);
        AssertChannels(new SpatialDropout3D(0.5, DataFormat.ChannelsFirst, seed: 1).Apply(Ones([20, 100, 3, 2, 2]), training: true), [0, 1, 2, 3, 4]);
        AssertChannels(new SpatialDropout3D(0.5, seed: 1).Apply(Ones([20, 3, 2, 2, 100]), training: true), [0, 4, 1, 2, 3]);
    }

    [Fact]
    public void Spatial_dropout_expects_its_rank_and_has_Keras_s_short_config()
    {
        Assert.Throws<ShapeException>(() => new SpatialDropout2D(0.5).Apply(Many));
        Assert.Equal(["rate", "seed", "name", "dtype"], new SpatialDropout1D(0.5).GetConfig().Json.Select(pair => pair.Key));
        Layer mixed = new SpatialDropout3D(0.5, name: "drop") { DType = "mixed_float16" };
        Assert.Equal("""{"rate":0.5,"seed":null,"name":"drop","dtype":"mixed_float16","data_format":"channels_last"}""", mixed.GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Activity_regularization_adds_the_penalty_of_a_sample()
    {
        var layer = new ActivityRegularization(0.1, 0.01);
        Assert.Equal([1f, -2], layer.Apply(new float[,] { { 1 }, { -2 } }).ToArray<float>());
        Assert.Equal((0.1 * 3 + 0.01 * 5) / 2, layer.Losses.Single().Item<float>(), 1e-6);
        Assert.False(layer.GetConfig().Has("activity_regularizer"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActivityRegularization(-1));
    }

    /// <summary>Mean, deviation, and how many lie below −1, 0 and 1 deviations.</summary>
    private static void AssertNormal(Tensor values, double mean, double deviation)
    {
        double[] y = [.. values.ToArray<float>()];
        double average = y.Average();
        Assert.Equal(mean, average, 4 * deviation / Math.Sqrt(Count));
        Assert.Equal(deviation, Math.Sqrt(y.Average(value => (value - average) * (value - average))), 4 * deviation / Math.Sqrt(2 * Count));
        foreach ((double border, double part) in new[] { (-1, 0.158655), (0, 0.5), (1, 0.841345) })
            Assert.True(ChiSquared(y.Count(value => value < mean + border * deviation), part) < 10.8, $"below {border} deviations");
    }

    /// <summary>χ² of one degree of freedom.</summary>
    private static double ChiSquared(int observed, double part, int count = Count) => Math.Pow(observed - part * count, 2) / (part * (1 - part) * count);
}
