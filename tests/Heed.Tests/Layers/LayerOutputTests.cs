using Heed.Layers;

namespace Heed.Tests.Layers;

/// <summary>Where a model can be cut.</summary>
public class LayerOutputTests
{
    private static readonly float[,] X = { { 1, -2 }, { 3, 4 } };

    [Fact]
    public void Model_can_be_cut_at_a_layer()
    {
        var hidden = new Dense(3, activation: "relu", name: "hidden");
        var model = new Sequential { Input.Of([2]), hidden, new Dense(1) };
        var cut = new Model(model.Inputs, model.GetLayer("hidden").Output);
        Assert.Equal(hidden.Apply(X).ToArray<float>(), cut.Apply(X).ToArray<float>());
        Assert.Same(model.Outputs[0], model.Output);
    }

    [Fact]
    public void First_call_counts()
    {
        var layer = new Dense(3);
        Tensor first = Input.Of([2]).Then(layer);
        Input.Of([2]).Then(layer);
        Assert.Same(first, layer.Output);
    }

    [Fact]
    public void Layer_without_a_symbolic_call_says_so()
    {
        var layer = new Dense(3, name: "alone");
        layer.Apply(X);
        Assert.Equal("Dense 'alone' expects to be called on a symbolic tensor before its Output is asked for. Received no such call. Call it on the result of Input.Of.",
            Assert.Throws<InvalidOperationException>(() => layer.Output).Message);
    }

    [Fact]
    public void Layer_of_several_outputs_says_so()
    {
        var layer = new LSTM(3, returnState: true, name: "memory");
        layer.Invoke(Input.Of([4, 2]));
        Assert.Equal("LSTM 'memory' expects to give one tensor where its Output is asked for. It gives 3. Keep what its call returns.",
            Assert.Throws<InvalidOperationException>(() => layer.Output).Message);
    }
}
