using Heed.Layers;

namespace Heed.Tests.Layers.Activations;

public class PReLUTests
{
    [Fact]
    public void Every_element_has_a_slope_of_its_own()
    {
        var layer = new PReLU();
        layer.BuildFor([null, 3]);
        layer.SetWeights([new float[] { 0.1f, 0.2f, 0.3f }]);
        Assert.Equal([-1f, -2, -3, 10, 10, 10], layer.Apply(new float[,] { { -10, -10, -10 }, { 10, 10, 10 } }).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Along_shared_axes_there_is_one_slope()
    {
        var layer = new PReLU(sharedAxes: [1, 2]);
        layer.BuildFor([null, null, null, 3]);
        Assert.Equal([1, 1, 3], layer.Weights.Single().Shape);
        Assert.Equal("alpha", layer.Weights.Single().Name);
    }

    [Fact]
    public void Rejects_unknown_lengths_that_are_not_shared_and_axes_that_are_not_there()
    {
        Assert.Throws<ShapeException>(() => new PReLU().BuildFor([null, null, 3]));
        Assert.Throws<ShapeException>(() => new PReLU(sharedAxes: 3).Apply(new float[1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new PReLU(sharedAxes: 0));
        Assert.Throws<ArgumentException>(() => new PReLU(sharedAxes: -1));
    }

    [Fact]
    public void Rejects_another_shape_than_it_was_built_for()
    {
        var layer = new PReLU();
        layer.BuildFor([null, 3]);
        Assert.Contains("alpha", Assert.Throws<ShapeException>(() => layer.Apply(new float[1, 4])).Message);
        Assert.Throws<ShapeException>(() => layer.Apply(new float[1, 2, 3]));
    }
}
