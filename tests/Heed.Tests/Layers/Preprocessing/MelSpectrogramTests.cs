using Heed.Layers;

namespace Heed.Tests.Layers;

public sealed class MelSpectrogramTests
{
    [Fact]
    public void A_tone_is_loudest_in_the_band_of_its_frequency()
    {
        const int Rate = 1000;
        var layer = new MelSpectrogram(256, 128, samplingRate: Rate, numMelBins: 10, minFreq: 0);
        foreach (double hertz in new[] { 60.0, 210, 400 })
        {
            Tensor tone = Tensor.From([.. Enumerable.Range(0, 1024).Select(t => (float)Math.Sin(2 * Math.PI * hertz * t / Rate))], [1024]);
            int band = Heed.Ops.ArgMax(layer.Apply(tone)[.., 4], 0).Item<int>();
            double Mel(double f) => 1127 * Math.Log(1 + f / 700);
            Assert.Equal(Math.Clamp((int)Math.Round(Mel(hertz) / Mel(Rate / 2.0) * 11) - 1, 0, 9), band);
        }
    }

    [Fact]
    public void Silence_is_the_least_power()
    {
        float[] decibels = new MelSpectrogram(64, 32, samplingRate: 100, numMelBins: 4).Apply(new float[128]).ToArray<float>();
        Assert.All(decibels, value => Assert.Equal(-100, value, 3));      // 10 log10(1e-10)
    }

    [Fact]
    public void Decibels_end_topDb_below_the_loudest_of_the_batch()
    {
        Tensor x = Tensor.From([.. Enumerable.Range(0, 256).Select(i => i < 128 ? 0f : MathF.Sin(i))], [2, 128]);
        float[] decibels = new MelSpectrogram(64, 32, samplingRate: 100, numMelBins: 4, topDb: 12.5).Apply(x).ToArray<float>();
        Assert.Equal(12.5, decibels.Max() - decibels.Min(), 4);
    }

    [Fact]
    public void The_reference_shifts_decibels()
    {
        Tensor x = Tensor.From([.. Enumerable.Range(0, 128).Select(i => MathF.Sin(i))], [128]);
        float[] plain = new MelSpectrogram(64, 32, samplingRate: 100, numMelBins: 4).Apply(x).ToArray<float>();
        float[] shifted = new MelSpectrogram(64, 32, samplingRate: 100, numMelBins: 4, refPower: -100).Apply(x).ToArray<float>();
        Assert.All(plain.Zip(shifted), pair => Assert.Equal(pair.First - 20, pair.Second, 3));
    }

    [Fact]
    public void Whole_numbers_and_single_signals_are_taken()
    {
        var layer = new MelSpectrogram(64, 32, samplingRate: 100, numMelBins: 4);
        Assert.Equal(new(new Shape(4, 5), DType.Float32), layer.Apply(new int[128]).Spec);
        Assert.Equal(new Shape(2, 4, 5), layer.Apply(new float[2, 128]).Shape);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("fftLength", Assert.Throws<ArgumentException>(() => new MelSpectrogram(64, sequenceLength: 65)).Message, StringComparison.Ordinal);
        Assert.Contains("'kaiser'", Assert.Throws<ArgumentException>(() => new MelSpectrogram(window: "kaiser")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MelSpectrogram(sequenceStride: 0));
        Assert.Throws<ArgumentException>(() => new MelSpectrogram(minFreq: 100, maxFreq: 50));
        Assert.Contains("mirrored", Assert.Throws<ShapeException>(() => new MelSpectrogram(64).Apply(new float[32])).Message, StringComparison.Ordinal);
    }
}

