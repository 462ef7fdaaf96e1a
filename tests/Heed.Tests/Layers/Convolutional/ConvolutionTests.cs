using Heed.Layers;

namespace Heed.Tests.Layers;

public sealed class ConvolutionTests
{
    private static readonly Tensor Steps = Tensor.From([1f, 2, 3, 4], [1, 4, 1]);

    [Fact]
    public void Causal_steps_see_nothing_later()
    {
        var layer = new Conv1D(1, 2, padding: Padding.Causal, dilationRate: 2, kernelInitializer: "ones");
        Assert.Equal([1f, 2, 4, 6], layer.Apply(Steps).ToArray<float>());
    }

    [Fact]
    public void Rejects_an_input_without_channels()
    {
        Layer[] layers = [new Conv1D(2, 2), new Conv1DTranspose(2, 2), new DepthwiseConv1D(2), new SeparableConv1D(2, 2)];
        Assert.All(layers, layer => Assert.Contains("at least one", Assert.Throws<ShapeException>(() => layer.Apply(new float[1, 4, 0])).Message));
        Assert.Throws<ShapeException>(() => Heed.Ops.Conv(new float[1, 4, 0], new float[2, 1, 3]));
    }

    [Fact]
    public void A_transposed_convolution_spreads_its_input()
    {
        var layer = new Conv1DTranspose(1, 3, 2, kernelInitializer: "ones");
        Assert.Equal([1f, 1, 3, 2, 5, 3, 7, 4, 4], layer.Apply(Steps).ToArray<float>());
    }

    [Fact]
    public void A_depthwise_convolution_keeps_channels_apart()
    {
        var layer = new DepthwiseConv1D(2, depthMultiplier: 2);
        layer.BuildFor([[1, 3, 2]]);
        layer.SetWeights([Tensor.From([1f, 0, 2, 0, 0, 1, 0, 3], [2, 2, 2]), Tensor.From([0f, 0, 0, 100], [4])]);
        Tensor x = Tensor.From([1f, 10, 2, 20, 3, 30], [1, 3, 2]);
        Assert.Equal([1f, 2, 20, 160, 2, 3, 40, 190], layer.Apply(x).ToArray<float>());
    }

    [Fact]
    public void A_function_of_ones_own_that_is_called_relu_is_not_mistaken_for_Keras_s()
    {
        var layer = new Conv1D(1, 1, activation: new ActivationFunction("relu", x => x * 10), kernelInitializer: "ones");
        Assert.Equal([10f, 20, 30, 40], layer.Apply(Steps).ToArray<float>());
    }

    [Fact]
    public void Rejects_what_Keras_rejects()
    {
        Assert.Throws<ArgumentException>(() => new Conv2D(3, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new Conv2D(3, 0));
        Assert.Throws<ArgumentException>(() => new Conv2D(3, 2, groups: 2));
        Assert.Throws<ArgumentException>(() => new Conv2D(3, 2, strides: 2, dilationRate: 2));
        Assert.Throws<ArgumentException>(() => new Conv2D(3, 2, padding: Padding.Causal));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(0, 2));
        Assert.Throws<ArgumentException>(() => new Conv2DTranspose(3, 2, 2, outputPadding: 2));
        Assert.Throws<ArgumentException>(() => new MaxPooling2D(2, padding: Padding.Causal));
        Assert.Throws<ShapeException>(() => new Conv1D(1, 5).Apply(Steps));
        Assert.Throws<ShapeException>(() => new Conv2D(1, 1).Apply(Steps));
        Assert.Throws<ShapeException>(() => new Conv1D(2, 1, groups: 2).Apply(Steps));
    }

    [Fact]
    public void Rejects_other_channels_than_it_was_built_for()
    {
        var layer = new Conv1D(1, 1);
        layer.Apply(Steps);
        var error = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.From(new float[8], [1, 4, 2])));
        Assert.Contains("1 channels", error.Message);
    }
}
