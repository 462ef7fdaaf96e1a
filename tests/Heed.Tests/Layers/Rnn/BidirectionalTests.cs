using Heed.Layers;

namespace Heed.Tests.Layers;

public class BidirectionalTests
{
    private static readonly Tensor X = Waves.Of([2, 5, 3], dtype: DType.Float32);
    private static readonly Tensor Mask = new bool[,] { { true, true, true, false, false }, { true, true, true, true, false } };

    [Fact]
    public void Both_directions_stand_side_by_side_in_the_order_of_time()
    {
        var layer = Built(new Bidirectional(new LSTM(4, returnSequences: true)));
        Tensor output = layer.Apply(X);
        Waves.AssertClose(layer.ForwardLayer.Apply(X), output[.., .., ..4]);
        Waves.AssertClose(Heed.Ops.Flip(layer.BackwardLayer.Apply(X), axis: 1), output[.., .., 4..]);
    }

    [Theory]
    [InlineData(MergeMode.Sum)]
    [InlineData(MergeMode.Mul)]
    [InlineData(MergeMode.Ave)]
    public void Merge_modes_join_both_outputs(MergeMode mode)
    {
        var layer = Built(new Bidirectional(new LSTM(4), mode));
        Tensor x = layer.ForwardLayer.Apply(X), y = layer.BackwardLayer.Apply(X);
        Waves.AssertClose(mode switch { MergeMode.Sum => x + y, MergeMode.Mul => x * y, _ => (x + y) * 0.5 }, layer.Apply(X), 1e-7);
    }

    [Fact]
    public void Without_merge_mode_there_are_two_outputs_and_two_masks()
    {
        var layer = Built(new Bidirectional(new LSTM(4, returnSequences: true), MergeMode.None));
        Tensors outputs = layer.Invoke(X, CallArguments.None.With("mask", (Masks)Mask));
        Assert.Equal([2, 5, 4], outputs[1].Shape);
        Assert.All(outputs, output => Assert.NotNull(output.Mask));
    }

    [Fact]
    public void States_of_both_come_last_and_start_both()
    {
        var layer = Built(new Bidirectional(new LSTM(4, returnState: true)));
        Tensors start = [.. Enumerable.Range(0, 4).Select(i => Waves.Of([2, 4], i, DType.Float32))];
        var (output, states) = layer.ApplyWithStates(X, initialState: start);
        Assert.Equal(4, states.Count);
        var backward = ((LSTM)layer.BackwardLayer).ApplyWithStates(X, initialState: [start[2], start[3]]);
        Waves.AssertClose(backward.Output, output[.., 4..]);
        Waves.AssertClose(backward.Cell, states[3]);
    }

    [Fact]
    public void Masked_steps_give_zeros_and_the_backward_layer_starts_behind_them()
    {
        var layer = Built(new Bidirectional(new LSTM(4, returnSequences: true)));
        Tensor output = layer.Apply(X, mask: Mask);
        Assert.All(output[0, 3..].ToArray<float>(), y => Assert.Equal(0, y));
        Waves.AssertClose(layer.Apply(X[..1, ..3]), output[..1, ..3], 1e-6);
    }

    [Fact]
    public void Copies_are_named_and_turned_and_have_weights_of_their_own()
    {
        var inner = new LSTM(4, name: "reader");
        var layer = Built(new Bidirectional(inner, name: "both"));
        Assert.Equal(("forward_reader", "backward_reader"), (layer.ForwardLayer.Name, layer.BackwardLayer.Name));
        Assert.Equal((false, true), (layer.ForwardLayer.GoBackwards, layer.BackwardLayer.GoBackwards));
        Assert.False(inner.Built);
        Assert.Equal("both/forward_reader/lstm_cell/kernel", layer.Weights[0].Path);
        Assert.Equal(6, layer.Weights.Count);
    }

    [Fact]
    public void Given_weights_are_the_first_weights()
    {
        Tensor[] weights = Built(new Bidirectional(new LSTM(4))).GetWeights();
        var layer = new Bidirectional(new LSTM(4), weights: weights);
        layer.BuildFor([2, 5, 3]);
        Assert.Equal(weights[4].ToArray<float>(), layer.BackwardLayer.GetWeights()[1].ToArray<float>());
    }

    [Fact]
    public void Config_makes_the_same_layer_again()
    {
        var layer = new Bidirectional(new LSTM(4, returnSequences: true, dropout: 0.1), MergeMode.None, backwardLayer: new LSTM(2, goBackwards: true, returnSequences: true));
        var again = KerasRegistry.Create<Layer>("Bidirectional", layer.GetConfig());
        Assert.Equal(layer.GetConfig().Json.ToJsonString(), again.GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Stateful_layers_are_reset_together()
    {
        var layer = Built(new Bidirectional(new LSTM(4, stateful: true)));
        Tensor first = layer.Apply(X);
        Assert.NotEqual(first.ToArray<float>(), layer.Apply(X).ToArray<float>());
        layer.ResetState();
        Waves.AssertClose(first, layer.Apply(X));
    }

    [Fact]
    public void Rejects_a_backward_layer_that_goes_forward_or_returns_something_else()
    {
        Assert.Throws<ArgumentException>(() => new Bidirectional(new LSTM(4), backwardLayer: new LSTM(4)));
        var error = Assert.Throws<ArgumentException>(() => new Bidirectional(new LSTM(4), backwardLayer: new LSTM(4, goBackwards: true, returnState: true), name: "both"));
        Assert.Equal("Bidirectional 'both' expects layers that agree in returnState. Received False forward and True backward.", error.Message);
        Assert.Throws<InvalidOperationException>(() => new Bidirectional(new LSTM(4)).ApplyWithStates(X));
    }

    private static Bidirectional Built(Bidirectional layer)
    {
        layer.BuildFor([2, 5, 3]);
        return Waves.Fill(layer);
    }
}
