using static Heed.Ops;

namespace Heed.Tests.Ops;

public sealed class StftTests
{
    [Fact]
    public void A_wave_shows_in_its_bin()
    {
        Tensor x = Tensor.From([.. Enumerable.Range(0, 64).Select(t => Math.Cos(2 * Math.PI * 3 * t / 16))], [64]);
        (Tensor real, _) = Stft(x, 16, 8, 16, window: null, center: false);      // three waves in sixteen samples: 16 / 2 in bin 3
        Assert.Equal(new Shape(7, 9), real.Shape);
        double[] first = real[0].ToArray<double>();
        for (int bin = 0; bin < 9; bin++) Assert.Equal(bin == 3 ? 8 : 0, first[bin], 12);
    }

    [Theory]
    [InlineData(16, 4, 16, "hann", true)]
    [InlineData(12, 3, 16, "hamming", true)]
    [InlineData(8, 2, 15, "hann", true)]
    [InlineData(8, 4, 8, "hamming", false)]
    [InlineData(8, 8, 8, null, false)]
    public void The_signal_comes_back(int length, int stride, int fftLength, string? window, bool center)
    {
        Tensor x = GradientCheck.Random([2, 3, 48], new Random(1));
        Tensor back = Istft(Stft(x, length, stride, fftLength, window, center), length, stride, fftLength, 48, window, center);
        Assert.Equal(x.Shape, back.Shape);
        double worst = Max(Abs(x - back)[.., .., ..40]).Item<double>();      // behind, there may be no whole piece
        Assert.True(worst < 1e-12, $"{worst}");
    }

    [Fact]
    public void Without_a_length_all_samples_are_given()
    {
        Tensor x = Ones([2, 40], DType.Float32);
        Assert.Equal(new Shape(2, 40), Istft(Stft(x, 8, 4, 8), 8, 4, 8).Shape);
        Assert.Equal(new Shape(2, 50), Istft(Stft(x, 8, 4, 8), 8, 4, 8, length: 50).Shape);
    }

    [Fact]
    public void A_window_of_ones_is_no_window() =>
        Assert.Equal(Stft(Wave(), 8, 3, 8, window: null).Real.ToArray<float>(), Stft(Wave(), Ones([8], DType.Float32), 3, 8).Real.ToArray<float>());

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Stft(Wave(), 8, 4, 7));
        Assert.Throws<ArgumentException>(() => Stft(Wave(), 8, 0, 8));
        Assert.Contains("'kaiser'", Assert.Throws<ArgumentException>(() => Stft(Wave(), 8, 4, 8, "kaiser")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Stft(new int[] { 1, 2, 3 }, 2, 1, 2));
        Assert.Throws<ShapeException>(() => Stft(Wave(), Ones([2, 4], DType.Float32), 4, 8));
        Assert.Throws<ShapeException>(() => Stft(Wave(), 64, 4, 64, center: false));
        Assert.Throws<ShapeException>(() => ExtractSequences(Wave(), 41, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rfft(Wave(), 0));
        Assert.Throws<ShapeException>(() => Fft((Wave(), Ones([3], DType.Float32))));
        Assert.Throws<ArgumentException>(() => Fft((new int[] { 1 }, new int[] { 1 })));
        Assert.Throws<ShapeException>(() => Irfft((Ones([1], DType.Float32), Ones([1], DType.Float32))));
    }

    private static Tensor Wave() => Tensor.From([.. Enumerable.Range(0, 40).Select(t => MathF.Sin(t))], [40]);
}
