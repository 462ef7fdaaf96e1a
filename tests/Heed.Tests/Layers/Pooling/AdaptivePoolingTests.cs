using Heed.Layers;

namespace Heed.Tests.Layers.Pooling;

public class AdaptivePoolingTests
{
    private static readonly Tensor Sequence = Heed.Ops.Reshape(new float[] { 1, 2, 3, 4, 5 }, [1, 5, 1]);

    [Fact]
    public void Windows_are_as_equal_as_can_be_and_may_share_an_element()
    {
        Assert.Equal([1.5f, 3, 4.5f], new AdaptiveAveragePooling1D(3).Apply(Sequence).ToArray<float>());      // [0, 2), [1, 4), [3, 5)
        Assert.Equal([2f, 4, 5], new AdaptiveMaxPooling1D(3).Apply(Sequence).ToArray<float>());
    }

    [Fact]
    public void A_longer_output_repeats_elements() =>
        Assert.Equal([1f, 1.5f, 2], new AdaptiveAveragePooling1D(3).Apply(new float[,,] { { { 1 }, { 2 } } }).ToArray<float>());

    [Fact]
    public void One_window_is_global_pooling()
    {
        Tensor x = Waves.Of([2, 6, 5, 19], dtype: DType.Float32);
        Tensor mean = new GlobalAveragePooling2D().Apply(x), largest = new GlobalMaxPooling2D().Apply(x);
        Waves.AssertClose(mean, Heed.Ops.Squeeze(new AdaptiveAveragePooling2D(1).Apply(x), [1, 2]), 1e-6);
        Assert.Equal(largest.ToArray<float>(), new AdaptiveMaxPooling2D(1).Apply(x).ToArray<float>());
    }

    [Fact]
    public void Where_lengths_divide_it_is_pooling_with_a_stride()
    {
        Tensor x = Waves.Of([2, 4, 6, 8, 3], dtype: DType.Float32);
        Assert.Equal(new AveragePooling3D([2, 3, 2]).Apply(x).ToArray<float>(), new AdaptiveAveragePooling3D([2, 2, 4]).Apply(x).ToArray<float>());
        Assert.Equal(new MaxPooling3D([2, 3, 2]).Apply(x).ToArray<float>(), new AdaptiveMaxPooling3D([2, 2, 4]).Apply(x).ToArray<float>());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    public void Formats_agree(int width)
    {
        Tensor x = Waves.Of([2, 5, width, 3], dtype: DType.Float32), moved = Heed.Ops.Transpose(x, [0, 3, 1, 2]);
        Tensor largest = new AdaptiveMaxPooling2D([2, 3]).Apply(x), mean = new AdaptiveAveragePooling2D([2, 3]).Apply(x);
        Waves.AssertClose(Heed.Ops.Transpose(largest, [0, 3, 1, 2]), new AdaptiveMaxPooling2D([2, 3], DataFormat.ChannelsFirst).Apply(moved), 0);
        Waves.AssertClose(Heed.Ops.Transpose(mean, [0, 3, 1, 2]), new AdaptiveAveragePooling2D([2, 3], DataFormat.ChannelsFirst).Apply(moved), 1e-6);
    }

    [Fact]
    public void A_shared_element_receives_both_gradients()
    {
        using var tape = new Tape();
        tape.Watch(Sequence);
        Tensor y = new AdaptiveMaxPooling1D(2).Apply(Heed.Ops.Negative(Sequence));      // [0, 3) and [2, 5): −1 and −3
        Assert.Equal([-1f, 0, -1, 0, 0], tape.Gradients(Heed.Ops.Sum(y), [Sequence])[0]!.ToArray<float>());
    }

    [Fact]
    public void Rejects_sizes_below_1_other_numbers_of_them_and_empty_axes()
    {
        Assert.Throws<ArgumentException>(() => new AdaptiveAveragePooling1D(0));
        Assert.Throws<ArgumentException>(() => new AdaptiveMaxPooling2D([1, 2, 3]));
        Assert.Throws<ShapeException>(() => new AdaptiveMaxPooling2D(2).Apply(new float[1, 0, 2, 3]));
        Assert.Throws<ShapeException>(() => new AdaptiveMaxPooling2D(2).Apply(new float[1, 2, 3]));
    }
}
