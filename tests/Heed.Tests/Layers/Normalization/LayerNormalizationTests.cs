using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests.Layers.Normalization;

public class LayerNormalizationTests
{
    [Fact]
    public void Every_sample_has_mean_0_and_variance_1()
    {
        double[] output = new LayerNormalization(axis: [1, 2], epsilon: 0) { DType = "float64" }
            .Apply(GradientCheck.Random([2, 3, 4], new Random(1))).ToArray<double>();
        Assert.All(output.Chunk(12), sample =>
        {
            Assert.Equal(0, sample.Average(), 12);
            Assert.Equal(1, sample.Average(x => x * x), 12);
        });
    }

    [Fact]
    public void Half_precision_is_computed_in_single()
    {
        var layer = new LayerNormalization { DType = "mixed_float16" };
        Tensor output = layer.Apply(new float[,] { { 6e4f, 6e4f, 5.9e4f } });     // squares would overflow in float16
        Assert.Equal(DType.Float16, output.DType);
        Assert.All(output.ToArray<Half>(), x => Assert.True(Half.IsFinite(x)));
    }

    [Fact]
    public void Axes_are_sorted_when_it_is_built()
    {
        var layer = new LayerNormalization(axis: [2, 1]);
        layer.BuildFor([[null, 3, 4]]);
        Assert.Equal([1, 2], layer.Axis);
        Assert.Equal([3, 4], layer.Weights[0].Shape);
    }

    [Fact]
    public void Axes_of_both_signs_are_sorted_as_they_are_written()
    {
        var layer = new LayerNormalization(axis: [1, -1]) { DType = "float64" };
        Tensor x = GradientCheck.Random([2, 3, 4], new Random(1));
        Tensor plain = layer.Apply(x);
        Assert.Equal([-1, 1], layer.Axis);
        Assert.Equal([4, 3], layer.Weights[0].Shape);
        layer.Weights[0].Assign(Reshape(Arange(0, 12, dtype: DType.Float64), [4, 3]));     // read as (3, 4)
        Assert.Equal((plain * Reshape(Arange(0, 12, dtype: DType.Float64), [3, 4])).ToArray<double>(), layer.Apply(x).ToArray<double>());
    }

    [Fact]
    public void Rejects_an_axis_that_the_input_lacks() => Assert.Throws<ShapeException>(() => new LayerNormalization(axis: 2).Apply(new float[2, 3]));
}
