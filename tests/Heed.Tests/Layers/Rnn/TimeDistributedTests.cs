using Heed.Layers;

namespace Heed.Tests.Layers;

public class TimeDistributedTests
{
    private static readonly Tensor X = Waves.Of([2, 3, 4, 2], dtype: DType.Float32);

    [Theory]
    [InlineData("Dense")]
    [InlineData("LSTM")]
    public void All_steps_at_once_give_what_single_steps_give(string name)
    {
        Layer inner = name == "Dense" ? new Dense(3, "tanh") : new LSTM(3);
        var layer = new TimeDistributed(inner);
        Tensor output = layer.Apply(X);
        for (int t = 0; t < 3; t++) Waves.AssertClose(inner.Apply(X[.., t]), output[.., t], 1e-6);
        Assert.Equal([$"{layer.Name}/{inner.Name}"], layer.Weights.Select(weight => string.Join('/', weight.Path.Split('/')[..2])).Distinct());
    }

    [Fact]
    public void Batch_statistics_are_those_of_each_step()
    {
        var inner = new BatchNormalization(momentum: 0.5);
        var layer = new TimeDistributed(inner);
        Tensor output = layer.Apply(X, training: true);
        var alone = new BatchNormalization(momentum: 0.5);
        for (int t = 0; t < 3; t++) Waves.AssertClose(alone.Apply(X[.., t], training: true), output[.., t], 1e-6);
        Waves.AssertClose(alone.Weights[2], inner.Weights[2], 1e-6);
    }

    [Fact]
    public void A_layer_that_takes_a_mask_gets_its_part_of_it()
    {
        Tensor mask = Tensor.From([.. Enumerable.Range(0, 24).Select(i => i % 4 < 2)], [2, 3, 4]);
        var inner = new LSTM(3);
        Tensor output = new TimeDistributed(inner).Apply(X, mask: mask);
        for (int t = 0; t < 3; t++) Waves.AssertClose(inner.Apply(X[.., t, ..2]), output[.., t], 1e-6);
        Assert.Equal(mask.ToArray<bool>(), output.Mask!.ToArray<bool>());
    }

    [Fact]
    public void A_stateful_layer_goes_from_step_to_step()
    {
        var inner = new SimpleRNN(3, stateful: true);
        Tensor output = new TimeDistributed(inner).Apply(X);
        inner.ResetState();
        for (int t = 0; t < 3; t++) Waves.AssertClose(inner.Apply(X[.., t]), output[.., t], 1e-6);
    }

    [Fact]
    public void A_dropout_pattern_for_the_batch_is_drawn_for_each_step()
    {
        Tensor output = new TimeDistributed(new Dropout(0.5, noiseShape: [2, 1, 64], seed: 1)).Apply(Heed.Ops.Ones([2, 3, 4, 64]), training: true);
        for (int row = 1; row < 4; row++) Waves.AssertClose(output[.., .., 0], output[.., .., row]);
        Assert.NotEqual(output[.., 0].ToArray<float>(), output[.., 1].ToArray<float>());
    }

    [Fact]
    public void The_number_of_steps_may_be_unknown()
    {
        Tensor x = Input.Of([null, 4, 2]);
        Tensor y = new TimeDistributed(new Sequential { new Flatten(), new Dense(3) }).Apply(x);
        Assert.Equal([null, null, 3], y.Shape);
        Assert.Equal([2, 3, 3], new Model(x, y).Apply(X).Shape);
    }

    [Fact]
    public void The_inner_activity_regularizer_adds_nothing_as_in_Keras()
    {
        var layer = new TimeDistributed(new Dense(3) { ActivityRegularizer = new Heed.Regularizers.L2() });
        layer.Apply(X);
        Assert.Empty(layer.Losses);
    }

    [Fact]
    public void Rejects_single_steps_masks_of_other_lengths_and_layers_with_several_outputs()
    {
        var layer = new TimeDistributed(new Dense(3));
        Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 3]));
        Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 0, 3]));
        Assert.Contains("a mask that begins with (B, T) = (2, 3)", Assert.Throws<ShapeException>(() => layer.Apply(X, mask: new bool[2, 4])).Message);
        Assert.Throws<ShapeException>(() => layer.Apply(X, mask: new bool[2]));
        Assert.Contains("one output", Assert.Throws<ArgumentException>(() => new TimeDistributed(new LSTM(2, returnState: true)).Apply(X)).Message);
        Assert.Throws<ArgumentNullException>(() => new TimeDistributed(null!));
    }
}
