using Heed.Initializers;
using Heed.Layers;

namespace Heed.Tests.Layers.Core;

public class DenseTests
{
    [Fact]
    public void Output_is_the_activated_product_plus_bias()
    {
        var dense = new Dense(2, "relu", kernelInitializer: (Tensor)new float[,] { { 1, -1 }, { 2, 0 } }, biasInitializer: new Constant(0.5));
        Assert.Equal([5.5f, 0], dense.Apply(new float[,] { { 1, 2 } }).ToArray<float>());
        Assert.Equal(["dense/kernel", "dense/bias"], dense.Weights.Select(weight => weight.Path.Replace(dense.Name, "dense")));
    }

    [Fact]
    public void Rejects_inputs_of_another_width_than_it_was_built_for()
    {
        var dense = new Dense(2, name: "logits");
        dense.BuildFor([[null, 3]]);
        Assert.Contains("Dense 'logits' expects inputs of width 3", Assert.Throws<ShapeException>(() => dense.Apply(new float[1, 4])).Message);
    }

    [Fact]
    public void Rejects_a_vector_an_unknown_width_and_no_units()
    {
        Assert.Throws<ShapeException>(() => new Dense(2).Apply(new float[3]));
        Assert.Throws<ShapeException>(() => new Dense(2).BuildFor([[null, null]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
    }

    [Fact]
    public void Rejects_quantization_and_says_what_to_do()
    {
        var config = new Config().With("units", 2).With("quantization_config", "int8");
        Assert.Contains("expects no quantization. Received quantization_config={\"mode\":\"int8\"}. Save the model in Keras with merged, unquantized weights",
            Assert.Throws<ArgumentException>(() => KerasRegistry.Create<Layer>("Dense", config)).Message);
    }

    [Fact]
    public void Layer_given_as_activation_is_part_of_it_and_of_its_config()
    {
        var dense = new Dense(2, new ReLU(maxValue: 1), kernelInitializer: "ones");
        Assert.Equal([1f, 1], dense.Apply(new float[,] { { 5 } }).ToArray<float>());
        Assert.IsType<ReLU>(Assert.Single(dense.Layers));

        var copy = (Dense)KerasRegistry.Create<Layer>("Dense", dense.GetConfig());
        Assert.Equal(1, ((ReLU)copy.Activation.Layer!).MaxValue);
    }

    [Fact]
    public void Penalties_are_losses()
    {
        var dense = new Dense(1, kernelInitializer: "ones", kernelRegularizer: "l2") { ActivityRegularizer = "l2" };
        dense.Apply(new float[,] { { 1, 1 }, { 1, 1 } });
        Assert.Equal([0.04f, 0.02f], dense.Losses.Select(loss => loss.Item<float>()), (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
