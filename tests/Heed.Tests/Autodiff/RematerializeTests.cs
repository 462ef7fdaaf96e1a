using Heed.Layers;
using Heed.Optimizers;
using Heed.Regularizers;
using Heed.Tests.Kernels;
using static Heed.Ops;

namespace Heed.Tests.Autodiff;

/// <summary>A forward computation that is repeated in place of being kept: the same bits, less memory.</summary>
[Collection(ThreadCountCollection.Name)]
public class RematerializeTests
{
    [Fact]
    public void Gradients_reach_inputs_variables_and_captured_tensors()
    {
        var kernel = new Variable(GradientCheck.Random([3, 3], new Random(1)));
        Tensor x = GradientCheck.Random([2, 3], new Random(2)), captured = GradientCheck.Random([3], new Random(3));
        Tensors F(Tensors inputs) => Tensors.Single(Tanh(MatMul(inputs[0], kernel) * captured));
        Tensor?[] Gradients(Func<Tensors, Tensors> function)
        {
            using var tape = new Tape();
            tape.Watch(x);
            tape.Watch(captured);
            Tensor loss = Sum(Square(function(x)[0]));
            return tape.Gradients(loss, x, captured, kernel.Value);
        }
        foreach ((Tensor? kept, Tensor? repeated) in Gradients(F).Zip(Gradients(Tape.Rematerialize(F))))
            Assert.Equal(kept!.ToArray<double>(), repeated!.ToArray<double>());
    }

    [Fact]
    public void Gradients_of_gradients_are_right()
    {
        Tensor x = Tensor.FromScalar(0.7);
        Func<Tensors, Tensors> cube = Tape.Rematerialize(v => Tensors.Single(v[0] * v[0] * v[0]));
        using var outer = new Tape();
        outer.Watch(x);
        Tensor first;
        using (var inner = new Tape())
        {
            inner.Watch(x);
            first = inner.Gradients(cube(x)[0], x)[0]!;
        }
        Assert.Equal(3 * 0.49, first.Item<double>(), 12);
        Assert.Equal(6 * 0.7, outer.Gradients(first, x)[0]!.Item<double>(), 12);
    }

    [Fact]
    public void Without_a_tape_and_on_symbolic_tensors_the_function_is_called()
    {
        int calls = 0;
        Func<Tensors, Tensors> f = Tape.Rematerialize(x => { calls++; return Tensors.Single(x[0] * 2f); });
        Assert.Equal([2f, 4f], ((Tensor)f(new float[] { 1, 2 })).ToArray<float>());
        Assert.Equal(1, calls);
        Assert.True(f(Input.Of([3]))[0].IsSymbolic);
    }

    [Fact]
    public void In_a_functional_model_the_function_is_repeated_too()
    {
        int calls = 0;
        Tensor x = Input.Of([3]);
        var model = new Model(x, Tape.Rematerialize(v => { calls++; return Tensors.Single(Sin(v[0])); })(x));
        calls = 0;
        using var tape = new Tape();
        Tensor values = tape.Watch(new float[1, 3]);
        Tensor y = model.Apply(values);
        int forward = calls;
        Assert.Equal([1f, 1f, 1f], tape.Gradients(Sum(y), values)[0]!.ToArray<float>());
        Assert.Equal(forward + 1, calls);
    }

    [Theory]
    [InlineData(RematMode.Full)]
    [InlineData(RematMode.Activations)]
    [InlineData(RematMode.LargerThan)]
    [InlineData(RematMode.ListOfLayers)]
    public void Training_has_the_same_bits_in_every_mode(RematMode mode) => Assert.Equal(Train(null), Train(mode));

    [Fact]
    public void Mixed_precision_trains_to_the_same_bits() => Assert.Equal(Train(null, "mixed_bfloat16"), Train(RematMode.Full, "mixed_bfloat16"));

    [Fact]
    public void Modes_choose_layers_as_they_say()
    {
        int Calls(Func<RematScope> open, string name = "counted")
        {
            Counted layer;
            using (open()) layer = new Counted(name);
            using var tape = new Tape();
            Tensor x = tape.Watch(new float[2, 8]);
            tape.Gradients(Sum(layer.Apply(x)), x);
            return layer.Calls;
        }
        Assert.Equal(2, Calls(() => new RematScope()));
        Assert.Equal(1, Calls(() => new RematScope(null)));
        Assert.Equal(1, Calls(() => new RematScope(RematMode.LargerThan, outputSizeThreshold: 16)));
        Assert.Equal(2, Calls(() => new RematScope(RematMode.LargerThan, outputSizeThreshold: 15)));
        Assert.Equal(2, Calls(() => new RematScope(RematMode.ListOfLayers, layerNames: ["counted"])));
        Assert.Equal(1, Calls(() => new RematScope(RematMode.ListOfLayers, layerNames: ["counted"]), "other"));
        Assert.Equal(1, Calls(() => new RematScope(RematMode.Activations)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RematScope((RematMode)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RematScope(outputSizeThreshold: -1));
    }

    [Fact]
    public void Scopes_nest_and_close_in_order()
    {
        using var outer = new RematScope();
        var inner = new RematScope(null);
        Assert.Throws<InvalidOperationException>(outer.Dispose);
        inner.Dispose();
        inner.Dispose();
    }

    [Fact]
    public void Memory_in_between_goes_back_at_once()
    {
        const int Width = 257, Rows = 1021;       // sizes that nothing else uses
        long Needed(bool repeats)
        {
            Tensor x = Zeros([Rows, Width * (repeats ? 1 : 3)], DType.Float32);
            long before = BufferPool.Bytes;
            Func<Tensors, Tensors> block = v => Tensors.Single(Sin(Cos(Sin(Cos(Sin(Cos(v[0])))))));
            if (repeats) block = Tape.Rematerialize(block);
            using (var scope = new MemoryScope())
            using (var tape = new Tape())
            {
                tape.Watch(x);
                Tensor y = x;
                for (int i = 0; i < 8; i++) y = block(y)[0];
                tape.Gradients(Sum(y), x);
            }
            return (BufferPool.Bytes - before) / x.Length;
        }
        long kept = Needed(false), repeated = Needed(true);
        Assert.True(repeated * 2 < kept, $"{repeated} bytes for each element, {kept} without.");
    }

    /// <summary>The weights, bit for bit, after some steps of a network with everything that a repetition could disturb.</summary>
    private static float[] Train(RematMode? mode, string policy = "float32")
    {
        Model model;
        using (mode is null ? null : new RematScope(mode, outputSizeThreshold: 40, layerNames: ["inner", "normalization"]))
        {
            var inner = new Sequential([new InputLayer([6]), new Dense(6, "tanh", kernelRegularizer: new L2(0.01)) { ActivityRegularizer = new L2(0.02) }], name: "inner");
            model = new Sequential([new InputLayer([6]), new Dense(6, "gelu") { DType = policy }, inner, new BatchNormalization(name: "normalization") { DType = policy },
                new Dropout(0.5, seed: 3), new Dense(1) { DType = policy }]);
        }
        var random = new Random(5);
        model.SetWeights([.. model.Weights.Select(weight => weight.Shape.Rank < 2 ? weight.Value : GradientCheck.Random(weight.Shape, random).Cast(DType.Float32))]);
        model.Compile(new Adam(0.01), "mse");
        Tensor x = GradientCheck.Random([16, 6], random).Cast(DType.Float32);
        var history = model.Fit(x, Sum(x, [1], keepDims: true), batchSize: 8, epochs: 4, seed: 1);
        return [.. model.Weights.SelectMany(weight => weight.Value.ToArray<float>()), .. history["loss"].Select(loss => (float)loss)];
    }

    private sealed class Counted(string name) : Layer(name)
    {
        public int Calls { get; private set; }

        protected override Tensors Call(Tensors inputs, CallArguments call)
        {
            Calls++;
            return Tensors.Single(Sin(inputs[0]));
        }

        public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => inputs[0];
    }
}
