using Heed.Layers;

namespace Heed.Tests.Layers;

public class GRUTests
{
    private static readonly Tensor X = Waves.Of([2, 5, 3]);
    private static readonly Tensor Mask = new bool[,] { { false, true, true, false, true }, { true, true, false, false, false } };

    [Fact]
    public void One_step_by_hand()
    {
        var layer = new GRU(1, returnState: true, useCudnn: CudnnUse.Yes) { DType = DType.Float64 };
        layer.BuildFor([1, 1, 1]);
        layer.SetWeights([new double[,] { { 1, 2, 3 } }, new double[,] { { 5, 6, 7 } }, new double[,] { { 0.1, 0.2, 0.3 }, { 0.4, 0.5, 0.6 } }]);
        var (output, hidden) = layer.ApplyWithState(new double[,,] { { { 0.5 } } }, initialState: [new double[,] { { -0.1 } }]);
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        double z = Sigmoid(0.5 + 0.1 - 0.5 + 0.4), r = Sigmoid(1 + 0.2 - 0.6 + 0.5);
        Assert.Equal(z * -0.1 + (1 - z) * Math.Tanh(1.5 + 0.3 + r * (-0.7 + 0.6)), hidden.Item<double>(), 12);
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
            var layer = Built(new GRU(4, useBias: useBias, returnSequences: sequences, returnState: true, goBackwards: backwards,
                zeroOutputForMask: zeroOutput, useCudnn: fused ? CudnnUse.Yes : CudnnUse.No));
            using var tape = new Tape();
            Tensor x = tape.Watch(X + 0), h = tape.Watch(Waves.Of([2, 4], 1));
            Tensors start = [h];
            Tensor[] y = layer.Invoke(x, CallArguments.None.With("initial_state", start).With("mask", masked ? (Masks)Mask : null)).ToArray();
            Tensor?[] gradients = tape.Gradients(y, [.. y.Select(output => Waves.Of(output.Shape, 3))], [x, h, .. layer.Weights.Select(weight => weight.Value)]);
            return (y, [.. gradients.OfType<Tensor>()]);
        }
        var (fast, plain) = (Run(true), Run(false));
        Assert.Equal(useBias ? 5 : 4, fast.Gradients.Length);
        foreach ((Tensor actual, Tensor expected) in fast.Outputs.Concat(fast.Gradients).Zip(plain.Outputs.Concat(plain.Gradients)))
            Waves.AssertClose(expected, actual);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]       // goes step by step, with a mask for each gate
    public void Dropout_drops_only_while_training_and_repeats_with_its_seed(double recurrentDropout)
    {
        GRU Layer() => Built(new GRU(4, dropout: 0.5, recurrentDropout: recurrentDropout, seed: 3));
        Tensor plain = Built(new GRU(4)).Apply(X);
        Waves.AssertClose(plain, Layer().Apply(X));
        Tensor dropped = Layer().Apply(X, training: true);
        Assert.Equal(dropped.ToArray<double>(), Layer().Apply(X, training: true).ToArray<double>());
        Assert.NotEqual(plain.ToArray<double>(), dropped.ToArray<double>());
    }

    [Fact]
    public void Mixed_precision_keeps_float32_weights_inside_too()
    {
        var layer = new GRU(4, returnState: true) { DType = "mixed_bfloat16" };
        var (output, hidden) = layer.ApplyWithState(X);
        Assert.All(layer.Weights, weight => Assert.Equal(DType.Float32, weight.DType));
        Assert.Equal((DType.BFloat16, DType.BFloat16), (output.DType, hidden.DType));
        var exact = new GRU(4);
        exact.BuildFor([2, 5, 3]);
        exact.SetWeights(layer.GetWeights());
        Waves.AssertClose(exact.Apply(X), output, 0.02);
    }

    [Fact]
    public void Settings_that_the_fused_op_does_not_know_go_step_by_step_or_are_rejected()
    {
        foreach (Func<CudnnUse, GRU> make in (Func<CudnnUse, GRU>[])
            [use => new(4, activation: "relu", useCudnn: use), use => new(4, resetAfter: false, useCudnn: use), use => new(4, unroll: true, useCudnn: use)])
        {
            make(CudnnUse.Auto).Apply(X);
            Assert.Throws<ArgumentException>(() => make(CudnnUse.Yes).Apply(X));
        }
    }

    private static GRU Built(GRU layer)
    {
        layer.DType = DType.Float64;
        layer.BuildFor([2, 5, 3]);
        return Waves.Fill(layer);
    }
}
