using Heed.Layers;

namespace Heed.Tests.Layers.Activations;

public class SoftmaxTests
{
    [Fact]
    public void Masked_elements_come_out_as_0_even_if_all_are_masked()
    {
        Tensor scores = new float[,] { { 1, 1, 9 }, { 1, 2, 3 } };
        Tensor mask = new[,] { { true, true, false }, { false, false, false } };
        Assert.Equal([0.5f, 0.5f, 0, 0, 0, 0], new Softmax().Apply(scores, mask).ToArray<float>());
        Assert.Equal([0.5f, 0.5f, 0, 0, 0, 0], new Softmax().Apply(scores, mask.Cast(DType.Float32)).ToArray<float>());
    }

    [Fact]
    public void Several_axes_sum_to_1_together()
    {
        float[] output = new Softmax([1, 2]).Apply(new float[2, 3, 4]).ToArray<float>();
        Assert.All(output, x => Assert.Equal(1f / 12, x, 1e-6f));
    }

    [Fact]
    public void Rejects_a_mask_that_does_not_broadcast_and_an_axis_that_is_not_there()
    {
        Assert.Throws<ShapeException>(() => new Softmax().Apply(new float[1, 3], new bool[2, 3]));
        Assert.Throws<ShapeException>(() => new Softmax().Apply(Tensor.Symbolic([null, 3], DType.Float32), Tensor.Symbolic([null, 2], DType.Bool)));
        Assert.Throws<ShapeException>(() => new Softmax(axis: 2).Apply(new float[1, 3]));
        Assert.Throws<ArgumentException>(() => new Softmax(axis: []));
    }
}
