using Heed.Layers;

namespace Heed.Tests.Layers;

public class LSTMTests
{
    private static readonly Tensor X = Waves.Of([2, 5, 3]);
    private static readonly Tensor Mask = new bool[,] { { false, true, true, false, true }, { true, true, false, false, false } };

    [Fact]
    public void One_step_by_hand()
    {
        var layer = new LSTM(1, returnState: true) { DType = DType.Float64 };
        layer.BuildFor([1, 1, 1]);
        layer.SetWeights([new double[,] { { 1, 2, 3, 4 } }, new double[,] { { 5, 6, 7, 8 } }, new double[] { 0.1, 0.2, 0.3, 0.4 }]);
        var (output, hidden, cell) = layer.ApplyWithStates(new double[,,] { { { 0.5 } } }, initialState: [new double[,] { { -0.1 } }, new double[,] { { 2 } }]);
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        double c = Sigmoid(1 - 0.6 + 0.2) * 2 + Sigmoid(0.5 - 0.5 + 0.1) * Math.Tanh(1.5 - 0.7 + 0.3);
        Assert.Equal(c, cell.Item<double>(), 12);
        Assert.Equal(Sigmoid(2 - 0.8 + 0.4) * Math.Tanh(c), hidden.Item<double>(), 12);
        Assert.Equal(hidden.Item<double>(), output.Item<double>());
    }

    [Theory]
    [InlineData(false, false, false, false, true)]
    [InlineData(true, false, false, false, false)]
    [InlineData(true, true, false, true, true)]
    [InlineData(false, true, true, true, true)]
    [InlineData(true, false, true, true, false)]
    [InlineData(false, false, true, false, true)]
    public void Fast_path_equals_plain_path(bool sequences, bool backwards, bool zeroOutput, bool masked, bool useBias)
    {
        (Tensor[] Outputs, Tensor[] Gradients) Run(bool fused)
        {
            var layer = Built(new LSTM(4, useBias: useBias, returnSequences: sequences, returnState: true, goBackwards: backwards,
                zeroOutputForMask: zeroOutput, useCudnn: fused ? CudnnUse.Yes : CudnnUse.No));
            using var tape = new Tape();
            Tensor x = tape.Watch(X + 0), h = tape.Watch(Waves.Of([2, 4], 1)), c = tape.Watch(Waves.Of([2, 4], 2));
            Tensors start = [h, c];
            Tensor[] y = layer.Invoke(x, CallArguments.None.With("initial_state", start).With("mask", masked ? (Masks)Mask : null)).ToArray();
            Tensor?[] gradients = tape.Gradients(y, [.. y.Select(output => Waves.Of(output.Shape, 3))], [x, h, c, .. layer.Weights.Select(weight => weight.Value)]);
            return (y, [.. gradients.OfType<Tensor>()]);
        }
        var (fast, plain) = (Run(true), Run(false));
        Assert.Equal(useBias ? 6 : 5, fast.Gradients.Length);
        foreach ((Tensor actual, Tensor expected) in fast.Outputs.Concat(fast.Gradients).Zip(plain.Outputs.Concat(plain.Gradients)))
            Waves.AssertClose(expected, actual);
    }

    [Fact]
    public void Masked_step_keeps_states_and_repeats_the_output()
    {
        var layer = Built(new LSTM(4, returnSequences: true, returnState: true));
        var (output, hidden, _) = layer.ApplyWithStates(X, mask: Mask);
        Assert.All(output[0, 0].ToArray<double>(), y => Assert.Equal(0, y));       // nothing to repeat yet
        Waves.AssertClose(output[0, 2], output[0, 3]);
        Waves.AssertClose(layer.ApplyWithStates(X[1..2, ..2]).Hidden, hidden[1..2]);
        Assert.Equal(Mask.ToArray<bool>(), output.Mask?.ToArray<bool>());
    }

    [Fact]
    public void Zero_output_for_mask_keeps_states_all_the_same()
    {
        var (repeat, zero) = (Built(new LSTM(4, returnState: true)), Built(new LSTM(4, returnState: true, zeroOutputForMask: true)));
        var (expected, actual) = (repeat.ApplyWithStates(X, mask: Mask), zero.ApplyWithStates(X, mask: Mask));
        Assert.All(actual.Output[1].ToArray<double>(), y => Assert.Equal(0, y));
        Waves.AssertClose(expected.Output[0], actual.Output[0]);
        Waves.AssertClose(expected.Cell, actual.Cell);
    }

    [Fact]
    public void A_sequence_in_two_parts_is_the_whole_sequence()
    {
        var layer = Built(new LSTM(4, returnState: true));
        var first = layer.ApplyWithStates(X[.., ..2]);
        var second = layer.ApplyWithStates(X[.., 2..], initialState: [first.Hidden, first.Cell]);
        var whole = layer.ApplyWithStates(X);
        Waves.AssertClose(whole.Output, second.Output);
        Waves.AssertClose(whole.Cell, second.Cell);
    }

    [Fact]
    public void Stateful_goes_on_where_the_last_batch_ended_until_it_is_reset()
    {
        var stateful = Built(new LSTM(4, stateful: true));
        var whole = Built(new LSTM(4));
        stateful.Apply(X[.., ..2]);
        Waves.AssertClose(whole.Apply(X), stateful.Apply(X[.., 2..]));
        stateful.ResetState();
        Waves.AssertClose(whole.Apply(X[.., ..2]), stateful.Apply(X[.., ..2]));
        Assert.Equal(3, stateful.Weights.Count);
        Assert.Throws<ShapeException>(() => stateful.Apply(X[..1]));
        Assert.Throws<ShapeException>(() => new LSTM(4, stateful: true).BuildFor([null, 5, 3]));
    }

    [Fact]
    public void A_carried_mask_is_not_used_beside_an_initial_state_but_passed_on()
    {
        var layer = Built(new LSTM(4, returnSequences: true));
        Tensor carrying = X + 0;
        carrying.Mask = Mask;
        Tensors zeros = [Heed.Ops.Zeros([2, 4], DType.Float64), Heed.Ops.Zeros([2, 4], DType.Float64)];
        Tensor output = layer.Apply(carrying, initialState: zeros);
        Waves.AssertClose(layer.Apply(X), output);
        Assert.NotNull(output.Mask);
        Waves.AssertClose(layer.Apply(X, mask: Mask), layer.Apply(carrying));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]       // goes step by step, with a mask for each gate
    public void Dropout_drops_only_while_training_and_repeats_with_its_seed(double recurrentDropout)
    {
        LSTM Layer() => Built(new LSTM(4, dropout: 0.5, recurrentDropout: recurrentDropout, seed: 3));
        Tensor plain = Built(new LSTM(4)).Apply(X);
        Waves.AssertClose(plain, Layer().Apply(X));
        Tensor dropped = Layer().Apply(X, training: true);
        Assert.Equal(dropped.ToArray<double>(), Layer().Apply(X, training: true).ToArray<double>());
        Assert.NotEqual(plain.ToArray<double>(), dropped.ToArray<double>());
    }

    [Fact]
    public void Mixed_precision_keeps_float32_weights_inside_too()
    {
        var layer = new LSTM(4, returnState: true) { DType = "mixed_bfloat16" };
        var (output, _, cell) = layer.ApplyWithStates(X);
        Assert.All(layer.Weights, weight => Assert.Equal(DType.Float32, weight.DType));
        Assert.Equal((DType.BFloat16, DType.BFloat16), (output.DType, cell.DType));
        var exact = new LSTM(4);
        exact.BuildFor([2, 5, 3]);
        exact.SetWeights(layer.GetWeights());
        Waves.AssertClose(exact.Apply(X), output, 0.02);
    }

    [Fact]
    public void The_bias_of_the_forget_gate_starts_at_one()
    {
        var layer = new LSTM(2);
        layer.BuildFor([null, null, 3]);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 0, 0], layer.Weights[^1].Value.ToArray<float>());
        Assert.Equal(["lstm_cell/kernel", "lstm_cell/recurrent_kernel", "lstm_cell/bias"], layer.Weights.Select(weight => weight.Path[(layer.Name.Length + 1)..]));
    }

    [Fact]
    public void Frozen_before_it_is_built_is_frozen_inside()
    {
        var layer = new LSTM(2) { Trainable = false };
        layer.BuildFor([null, null, 3]);
        Assert.Empty(layer.TrainableWeights);
    }

    [Fact]
    public void Symbolic_calls_take_symbolic_states()
    {
        Tensor state = Tensor.Symbolic([null, 4], DType.Float32);
        var (output, hidden, cell) = new LSTM(4, returnSequences: true, returnState: true)
            .ApplyWithStates(Tensor.Symbolic([null, null, 3], DType.Float32), initialState: [state, state]);
        Assert.Equal(["(None, None, 4)", "(None, 4)", "(None, 4)"], [$"{output.Shape}", $"{hidden.Shape}", $"{cell.Shape}"]);
        Assert.Contains(state, output.Node!.Inputs);
    }

    [Fact]
    public void In_a_sequential_model_it_takes_the_mask_of_the_embedding()
    {
        var model = new Sequential().Add(new Embedding(5, 3, maskZero: true)).Add(new LSTM(4));
        Assert.NotEqual(model.Apply(new int[,] { { 1 } }).ToArray<float>(), model.Apply(new int[,] { { 1, 2 } }).ToArray<float>());
        Waves.AssertClose(model.Apply(new int[,] { { 1 } }), model.Apply(new int[,] { { 1, 0 } }), 1e-6);
    }

    [Fact]
    public void A_functional_decoder_starts_from_the_encoders_states()
    {
        Tensor source = Input.Of([null, 3]), target = Input.Of([null, 3]);
        var (encoder, decoder) = (new LSTM(4, returnState: true), new LSTM(4, returnSequences: true));
        var (_, hidden, cell) = encoder.ApplyWithStates(source);
        var model = new Model(Tensors.List([source, target]), decoder.Apply(target, initialState: [hidden, cell]));
        Tensor x = X.Cast(DType.Float32), y = Waves.Of([2, 3, 3], 1, DType.Float32);
        var states = encoder.ApplyWithStates(x);
        Waves.AssertClose(decoder.Apply(y, initialState: [states.Hidden, states.Cell]), model.Apply([x, y]));
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        var layer = Built(new LSTM(4));
        Assert.Throws<ShapeException>(() => layer.Apply(X[0]));
        Assert.Throws<ShapeException>(() => layer.Apply(X[.., .., ..2]));
        Assert.Throws<ShapeException>(() => layer.Apply([X, X]));
        Assert.Throws<ShapeException>(() => layer.Apply(X[.., ..0]));
        Assert.Throws<ShapeException>(() => layer.Apply(X, mask: new bool[,] { { true, true } }));
        Assert.Throws<ShapeException>(() => layer.Apply(X, initialState: [Waves.Of([2, 4])]));
        Assert.Throws<ShapeException>(() => layer.Apply(X, initialState: [Waves.Of([2, 3]), Waves.Of([2, 3])]));
        Assert.Throws<ArgumentException>(() => new LSTM(4, activation: "relu", useCudnn: CudnnUse.Yes).Apply(X));
        Assert.Throws<InvalidOperationException>(() => layer.ApplyWithStates(X));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LSTM(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LSTM(4, dropout: -0.1));
    }

    private static LSTM Built(LSTM layer)
    {
        layer.DType = DType.Float64;
        layer.BuildFor([2, 5, 3]);
        return Waves.Fill(layer);
    }
}
