using Heed.Layers;

namespace Heed.Tests.Layers;

public class ConvLSTMTests
{
    private static readonly Tensor Pixels = Waves.Of([2, 4, 3], dtype: DType.Float32);
    private static readonly Tensor Images = Waves.Of([2, 4, 5, 3, 2], dtype: DType.Float32);
    private static readonly Tensor Mask = new bool[,] { { true, false, true, true }, { false, true, true, false } };

    /// <summary>On a single pixel with a kernel of length 1, both are the same layer.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void On_one_pixel_it_is_an_LSTM(bool goBackwards, bool zeroOutputForMask)
    {
        var plain = Waves.Fill(Built(new LSTM(2, returnSequences: true, returnState: true, goBackwards: goBackwards, zeroOutputForMask: zeroOutputForMask), Pixels));
        var layer = Built(new ConvLSTM1D(2, 1, returnSequences: true, returnState: true, goBackwards: goBackwards, zeroOutputForMask: zeroOutputForMask), Heed.Ops.ExpandDims(Pixels, 2));
        layer.SetWeights([.. plain.GetWeights().Select((value, i) => i < 2 ? Heed.Ops.ExpandDims(value, 0) : value)]);

        var expected = plain.ApplyWithStates(Pixels, mask: Mask);
        var received = layer.ApplyWithStates(Heed.Ops.ExpandDims(Pixels, 2), mask: Mask);
        Waves.AssertClose(expected.Output, Heed.Ops.Squeeze(received.Output, 2), 1e-6);
        Waves.AssertClose(expected.Hidden, Heed.Ops.Squeeze(received.Hidden, 1), 1e-6);
        Waves.AssertClose(expected.Cell, Heed.Ops.Squeeze(received.CellState, 1), 1e-6);
    }

    [Fact]
    public void The_cell_gives_step_by_step_what_the_layer_gives()
    {
        var layer = Waves.Fill(Built(new ConvLSTM2D(3, [2, 3], strides: [2, 1], padding: Padding.Same, returnSequences: true), Images));
        Tensor output = layer.Apply(Images);
        Tensors states = [Heed.Ops.Zeros([2, 3, 3, 3]), Heed.Ops.Zeros([2, 3, 3, 3])];
        for (int t = 0; t < 4; t++)
        {
            Tensors step = layer.Cell.Invoke(Images[.., t], CallArguments.None.With("states", states));
            Waves.AssertClose(step[0], output[.., t], 1e-6);
            states = Tensors.List(step.Skip(1));
        }
    }

    [Fact]
    public void Channels_first_is_the_same_transposed()
    {
        var last = Waves.Fill(Built(new ConvLSTM2D(3, 2, dilationRate: 2, returnState: true), Images));
        Tensor first = Heed.Ops.Transpose(Images, 0, 1, 4, 2, 3);
        var layer = Waves.Fill(Built(new ConvLSTM2D(3, 2, dataFormat: DataFormat.ChannelsFirst, dilationRate: 2, returnState: true), first));
        var expected = last.ApplyWithStates(Images, mask: Mask);
        var received = layer.ApplyWithStates(first, mask: Mask);
        Waves.AssertClose(Heed.Ops.Transpose(expected.Output, 0, 3, 1, 2), received.Output, 1e-6);
        Waves.AssertClose(Heed.Ops.Transpose(expected.CellState, 0, 3, 1, 2), received.CellState, 1e-6);
    }

    [Fact]
    public void A_stateful_layer_goes_on_where_the_last_batch_ended()
    {
        var whole = Waves.Fill(Built(new ConvLSTM2D(2, 2), Images));
        var halves = Waves.Fill(Built(new ConvLSTM2D(2, 2, stateful: true), Images));
        halves.Apply(Images[.., ..2]);
        Waves.AssertClose(whole.Apply(Images), halves.Apply(Images[.., 2..]), 1e-6);
        halves.ResetState();
        Waves.AssertClose(whole.Apply(Images[.., ..2]), halves.Apply(Images[.., ..2]), 1e-6);
        Assert.Equal([2, 4, 2, 2], halves.States![1].Shape);
        Assert.Equal(3, halves.Weights.Count);
    }

    [Fact]
    public void Dropout_is_drawn_once_a_sequence_and_only_in_training()
    {
        Tensor ones = Heed.Ops.Ones([1, 2, 8, 8, 4]);
        ConvLSTM2D Make() => Waves.Fill(Built(new ConvLSTM2D(2, 1, dropout: 0.5, recurrentDropout: 0.5, seed: 3, returnSequences: true), ones));
        ConvLSTM2D layer = Make();
        Tensor first = layer.Apply(ones, training: true), second = layer.Apply(ones, training: true);
        Assert.Equal(first.ToArray<float>(), Make().Apply(ones, training: true).ToArray<float>());
        Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());
        Assert.Equal(layer.Apply(ones).ToArray<float>(), layer.Apply(ones).ToArray<float>());

        var still = Waves.Fill(Built(new ConvLSTM1D(1, 1, activation: "linear", recurrentActivation: "linear", dropout: 0.5, seed: 1, returnSequences: true), Heed.Ops.Ones([1, 3, 1, 2])));
        Assert.NotEqual(still.Apply(Heed.Ops.Ones([1, 3, 1, 2])).ToArray<float>(), still.Apply(Heed.Ops.Ones([1, 3, 1, 2]), training: true).ToArray<float>());
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        Assert.Throws<ShapeException>(() => new ConvLSTM2D(2, 3).Apply(Pixels));
        Assert.Contains("at least as long as its window [6, 6]", Assert.Throws<ShapeException>(() => new ConvLSTM2D(2, 6).Apply(Images)).Message);
        Assert.Contains("known spatial lengths", Assert.Throws<ShapeException>(() => new ConvLSTM2D(2, 2).BuildFor([[null, 4, null, 3, 2]])).Message);
        Assert.Throws<ShapeException>(() => Built(new ConvLSTM2D(2, 2), Images).Apply(new float[2, 4, 6, 3, 2]));
        Assert.Throws<ShapeException>(() => new ConvLSTM2D(2, 2).Apply(Images, initialState: new Tensor[] { new float[2, 5, 3, 2], new float[2, 5, 3, 2] }));
        Assert.Throws<ArgumentException>(() => new ConvLSTM2D(2, 2, strides: 2, dilationRate: 2));
        Assert.Throws<ArgumentException>(() => new ConvLSTM1D(2, 2, padding: Padding.Causal));
        Assert.Throws<ArgumentException>(() => new ConvLSTM2D(2, [2, 2, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvLSTM3D(0, 2));
    }

    private static T Built<T>(T layer, Tensor x) where T : Layer
    {
        layer.BuildFor([x.Shape]);
        return layer;
    }
}
