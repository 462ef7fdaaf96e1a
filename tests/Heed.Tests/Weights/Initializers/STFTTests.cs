using Heed.Initializers;

namespace Heed.Tests.Weights.Initializers;

public class STFTTests
{
    [Fact]
    public void Without_a_window_the_kernel_holds_plain_waves()
    {
        double[] real = new STFT(window: null).Create([4, 1, 3], DType.Float64).ToArray<double>();
        double[] imaginary = new STFT(StftSide.Imag, window: null).Create([4, 1, 3], DType.Float64).ToArray<double>();
        for (int t = 0; t < 4; t++)
            for (int f = 0; f < 3; f++)
            {
                Assert.Equal(Math.Cos(2 * Math.PI * t * f / 4), real[t * 3 + f], 12);
                Assert.Equal(-Math.Sin(2 * Math.PI * t * f / 4), imaginary[t * 3 + f], 12);
            }
    }

    [Fact]
    public void Own_window_is_scaled_and_kept_by_the_config()
    {
        var initializer = new STFT([1, 2, 1], StftSide.Real, StftScaling.Spectrum);
        Assert.Equal([0.25, 0.25, 0.5, -0.5, 0.25, 0.25], initializer.Create([3, 1, 2], DType.Float64).ToArray<double>().Select(value => Math.Round(value, 12)));

        Config config = initializer.GetConfig();
        Assert.Equal(config.Json.ToJsonString(), KerasRegistry.Create<Initializer>("STFT", config).GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Rejects_an_unknown_window_and_a_window_of_another_length()
    {
        Assert.Contains("'han'", Assert.Throws<ArgumentException>(() => new STFT(window: "han")).Message);
        Assert.Throws<ShapeException>(() => new STFT([1, 2], StftSide.Real).Create([3, 1, 2]));
    }
}
