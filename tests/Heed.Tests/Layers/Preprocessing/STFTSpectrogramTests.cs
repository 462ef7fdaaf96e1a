using Heed.Initializers;
using Heed.Layers;

namespace Heed.Tests.Layers;

public sealed class STFTSpectrogramTests
{
    [Fact]
    public void Real_and_imaginary_parts_are_those_of_the_transform()
    {
        Tensor x = GradientCheck.Random([1, 40, 1], new Random(1));
        (Tensor real, Tensor imaginary) = Heed.Ops.Stft(Heed.Ops.Reshape(x, [1, 40]), 8, 4, 8, window: null, center: false);
        var layer = new STFTSpectrogram(StftMode.Stft, 8, window: null) { DType = "float64" };
        double[] both = layer.Apply(x).ToArray<double>(), expected = Heed.Ops.Concatenate([real, imaginary], -1).ToArray<double>();
        for (int i = 0; i < both.Length; i++) Assert.Equal(expected[i], both[i], 10);
    }

    [Fact]
    public void An_angle_has_the_slope_of_its_parts()
    {
        Tensor x = GradientCheck.Random([2, 16, 1], new Random(2));
        Layer Of(StftMode mode) => new STFTSpectrogram(mode, 8) { DType = "float64" };
        (Layer angle, Layer real, Layer imaginary) = (Of(StftMode.Angle), Of(StftMode.Real), Of(StftMode.Imag));
        Tensor expected = Heed.Ops.Arctan2(imaginary.Apply(x), real.Apply(x));
        Assert.Equal(expected.ToArray<double>(), angle.Apply(x).ToArray<double>());
        GradientCheck.Run(inputs => angle.Apply(inputs[0])[.., .., 1..4], [x]);      // at both ends of a spectrum an angle jumps
    }

    [Theory]
    [InlineData(StftMode.Real, "real_kernel")]
    [InlineData(StftMode.Imag, "imag_kernel")]
    [InlineData(StftMode.Log, "real_kernel imag_kernel")]
    public void A_mode_has_the_kernels_it_needs(StftMode mode, string names)
    {
        var layer = new STFTSpectrogram(mode, 100);
        layer.BuildFor([2, 300, 1]);
        Assert.Equal(names.Split(' '), layer.Weights.Select(weight => weight.Name));
        Assert.All(layer.Weights, weight => Assert.Equal(new Shape(100, 1, 65), weight.Shape));      // 128 / 2 + 1
    }

    [Theory]
    [InlineData(DataFormat.ChannelsLast, false, 3, 10, 18)]
    [InlineData(DataFormat.ChannelsLast, true, 3, 10, 9, 2)]
    [InlineData(DataFormat.ChannelsFirst, false, 3, 18, 10)]
    [InlineData(DataFormat.ChannelsFirst, true, 3, 2, 10, 9)]
    public void Channels_and_frequencies_stand_where_they_should(DataFormat format, bool expands, params int[] shape)
    {
        Tensor x = GradientCheck.Random([3, 80, 2], new Random(3)).Cast(DType.Float32);
        var layer = new STFTSpectrogram(StftMode.Magnitude, 16, padding: Padding.Same, expandDims: expands, dataFormat: format);
        Tensor y = layer.Apply(format is DataFormat.ChannelsLast ? x : Heed.Ops.SwapAxes(x, 1, 2));
        Assert.Equal(new Shape(shape.Select(length => (Dim)length)), y.Shape);

        float alone = new STFTSpectrogram(StftMode.Magnitude, 16, padding: Padding.Same).Apply(x[.., .., 1..])[1, 4, 7].Item<float>();      // sample 1, piece 4, frequency 7 of channel 1
        float among = (format, expands) switch
        {
            (DataFormat.ChannelsLast, false) => y[1, 4, 9 + 7].Item<float>(),
            (DataFormat.ChannelsLast, true) => y[1, 4, 7, 1].Item<float>(),
            (_, false) => y[1, 9 + 7, 4].Item<float>(),
            _ => y[1, 1, 4, 7].Item<float>(),
        };
        Assert.Equal(alone, among);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("frameStep", Assert.Throws<ArgumentException>(() => new STFTSpectrogram(frameLength: 8, frameStep: 9)).Message, StringComparison.Ordinal);
        Assert.Contains("fftLength", Assert.Throws<ArgumentException>(() => new STFTSpectrogram(frameLength: 8, fftLength: 7)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new STFTSpectrogram(window: "kaiser"));
        Assert.Throws<ArgumentException>(() => new STFTSpectrogram(padding: Padding.Causal));
        Assert.Throws<ArgumentOutOfRangeException>(() => new STFTSpectrogram(frameLength: 1));
        Assert.Throws<ArgumentException>(() => new STFTSpectrogram(frameLength: 8).Apply(new int[1, 20, 1]));
        Assert.Throws<ShapeException>(() => new STFTSpectrogram(frameLength: 8).Apply(new float[1, 7, 1]));
        Assert.Throws<ShapeException>(() => new STFTSpectrogram(frameLength: 8).Apply(new float[20, 1]));
    }

    [Fact]
    public void Scaling_by_spectrum_divides_by_the_window()
    {
        double[] window = [1, 2, 3, 2];
        Tensor x = Heed.Ops.Ones([1, 8, 1], DType.Float32);
        float constant = new STFTSpectrogram(window, StftMode.Real, scaling: StftScaling.Spectrum).Apply(x)[0, 0, 0].Item<float>();
        Assert.Equal(1, constant, 6);
        Assert.Equal(8, new STFTSpectrogram(window, StftMode.Real, scaling: null).Apply(x)[0, 0, 0].Item<float>(), 5);
    }
}
