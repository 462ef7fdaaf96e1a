using Heed.Layers;

namespace Heed.Tests.Layers.Reshaping;

public class UpSamplingTests
{
    [Fact]
    public void Every_step_comes_several_times() =>
        Assert.Equal([1f, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], new UpSampling1D(3).Apply(new float[,,] { { { 1, 2 }, { 3, 4 } } }).ToArray<float>());

    [Fact]
    public void Every_pixel_becomes_a_rectangle_in_both_formats()
    {
        float[,,,] image = { { { { 1 }, { 2 } }, { { 3 }, { 4 } } } };
        float[] expected = [1, 1, 2, 2, 3, 3, 4, 4];
        Assert.Equal(expected, new UpSampling2D([1, 2]).Apply(image).ToArray<float>());
        Assert.Equal(expected, new UpSampling2D([1, 2], DataFormat.ChannelsFirst).Apply(Heed.Ops.Reshape(image, [1, 1, 2, 2])).ToArray<float>());
    }

    [Fact]
    public void Volumes_equal_repetition_axis_by_axis()
    {
        Tensor x = Waves.Of([2, 2, 3, 2, 3], dtype: DType.Float32);
        Tensor expected = Heed.Ops.Repeat(Heed.Ops.Repeat(Heed.Ops.Repeat(x, 2, 1), 3, 2), 2, 3);
        Assert.Equal(expected.ToArray<float>(), new UpSampling3D([2, 3, 2]).Apply(x).ToArray<float>());
    }

    [Fact]
    public void Between_two_pixels_lies_a_straight_line() =>
        Assert.Equal([0f, 1, 3, 4], new UpSampling2D([1, 2], interpolation: Interpolation.Bilinear).Apply(new float[,,,] { { { { 0 }, { 4 } } } }).ToArray<float>());

    [Fact]
    public void The_type_stays_and_unknown_lengths_stay_unknown() =>
        Assert.Equal("(None, None, 6, 3) int32", new UpSampling2D().Apply(Tensor.Symbolic([null, null, 3, 3], DType.Int32)).Spec.ToString());

    [Fact]
    public void Rejects_factors_below_1_and_images_without_pixels()
    {
        Assert.Throws<ArgumentException>(() => new UpSampling1D(0));
        Assert.Throws<ArgumentException>(() => new UpSampling2D([2, 0]));
        Assert.Throws<ArgumentException>(() => new UpSampling3D([2, 2]));
        Assert.Throws<ShapeException>(() => new UpSampling2D(interpolation: Interpolation.Bicubic).Apply(new float[1, 0, 2, 1]));
    }
}
