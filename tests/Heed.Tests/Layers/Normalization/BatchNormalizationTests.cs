using Heed.Layers;

namespace Heed.Tests.Layers.Normalization;

public sealed class BatchNormalizationTests
{
    [Fact]
    public void Statistics_of_nothing_are_not_kept()
    {
        var layer = new BatchNormalization();
        Assert.Equal("(0, 3)", layer.Apply(new float[0, 3]).Shape.ToString());
        Assert.Contains("at least one element", Assert.Throws<ShapeException>(() => layer.Apply(new float[0, 3], training: true)).Message);
        Assert.Equal([0f, 0, 0], layer.Weights.Single(weight => weight.Name == "moving_mean").Value.ToArray<float>());
    }

    [Fact]
    public void Rejects_an_input_without_channels() =>
        Assert.Contains("at least one channel", Assert.Throws<ShapeException>(() => new BatchNormalization(axis: 1).Apply(new float[5, 0, 3, 2], training: true)).Message);
}
