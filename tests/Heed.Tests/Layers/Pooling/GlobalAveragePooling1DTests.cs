using Heed.Layers;

namespace Heed.Tests.Layers.Pooling;

public class GlobalAveragePooling1DTests
{
    private static readonly Tensor Steps = new float[,,] { { { 1, 2 }, { 3, 4 }, { 50, 60 } } };

    [Fact]
    public void Masked_steps_do_not_count()
    {
        Tensor mean = new GlobalAveragePooling1D().Apply(Steps, mask: new[,] { { true, true, false } });
        Assert.Equal([2f, 3], mean.ToArray<float>());
        Assert.Null(mean.Mask);
    }

    [Fact]
    public void Channels_may_come_first() =>
        Assert.Equal([1.5f, 3.5f, 55], new GlobalAveragePooling1D(DataFormat.ChannelsFirst).Apply(Steps).ToArray<float>());

    [Fact]
    public void Rejects_a_matrix() => Assert.Throws<ShapeException>(() => new GlobalAveragePooling1D().Apply(new float[2, 3]));

    [Fact]
    public void Rejects_an_empty_axis_by_value_and_by_shape()
    {
        Assert.Contains("at least one element", Assert.Throws<ShapeException>(() => new GlobalAveragePooling1D().Apply(new float[2, 0, 3])).Message);
        Assert.Throws<ShapeException>(() => new GlobalMaxPooling1D().Apply(Tensor.Symbolic([null, 0, 3], DType.Float32)));
        Assert.Equal("(0, 3)", new GlobalMaxPooling1D().Apply(new float[0, 2, 3]).Shape.ToString());
    }
}
