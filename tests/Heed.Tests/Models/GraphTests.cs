using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests;

public sealed class GraphTests
{
    static GraphTests() => KerasRegistry.Register<Layer>("Tests>Scaled", config => new Scaled(config.Name));

    [Fact]
    public void Call_arguments_may_be_tensors_of_the_graph()
    {
        Tensor x = Input.Of([2], name: "x"), factor = Input.Of([1], name: "factor");
        Tensor y = new Scaled().Invoke(x, CallArguments.None.With("factor", factor + 1).With("twice", true));
        var model = new Model([x, factor], y);
        Tensors values = [new float[,] { { 1, 2 } }, new float[,] { { 4 } }];
        Assert.Equal([10f, 20], model.Apply(values).ToArray<float>());

        Model again = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Equal([10f, 20], again.Apply(values).ToArray<float>());
    }

    [Fact]
    public void Training_reaches_the_layers_and_overrides_what_the_graph_says()
    {
        Tensor x = Input.Of([1]);
        var (plain, always) = (new Model(x, new Scaled().Apply(x)), new Model(x, new Scaled().Apply(x, training: true)));
        Tensor one = new float[,] { { 1 } };
        float Run(Model model, bool? training) => model.Apply(one, training: training).Item<float>();
        Assert.Equal((1f, -1f, 1f), (Run(plain, null), Run(plain, true), Run(plain, false)));
        Assert.Equal((-1f, -1f, 1f), (Run(always, null), Run(always, true), Run(always, false)));
    }

    [Fact]
    public void Losses_of_layers_are_losses_of_the_model()
    {
        Tensor x = Input.Of([3]);
        var model = new Model(x, new Dense(2, kernelInitializer: "ones", kernelRegularizer: "l2") { ActivityRegularizer = "l1" }.Apply(x));
        model.Apply(new float[,] { { 1, 2, 3 } });
        Assert.Equal([0.12, 0.06], model.Losses.Select(loss => Math.Round(loss.Item<float>(), 6)));
    }

    [Fact]
    public void Gradients_flow_through_a_graph_to_inputs_and_weights()
    {
        Tensor x = Input.Of([2]);
        var shared = new Dense(2, useBias: false, kernelInitializer: "ones");
        var model = new Model(x, shared.Apply(shared.Apply(x)) * 2);
        Tensor value = new float[,] { { 1, 2 } };
        using var tape = new Tape();
        tape.Watch(value);
        Tensor?[] gradients = tape.Gradients(Sum(model.Apply(value)), [value, model.Weights[0].Value]);
        Assert.Equal([8f, 8], gradients[0]!.ToArray<float>());
        Assert.Equal([10f, 10, 14, 14], gradients[1]!.ToArray<float>());
    }

    [Fact]
    public void The_order_of_layers_is_Keras_s()
    {
        Tensor a = Input.Of([2], name: "a"), b = Input.Of([2], name: "b");
        Tensor left = new Dense(2, name: "left").Apply(a), right = new Dense(2, name: "right").Apply(new Dense(2, name: "deep").Apply(b));
        var model = new Model([a, b], new Concatenate(name: "both").Apply([right, left]));
        Assert.Equal(["b", "deep", "a", "right", "left", "both"], model.Layers.Select(layer => layer.Name));
    }

    /// <summary>y = factor · x, twice that on request; negative in training.</summary>
    private sealed class Scaled(string? name = null) : Layer(name)
    {
        public override string Module => "Tests";

        public override string RegisteredName => "Tests>Scaled";

        protected override IReadOnlyList<string> CallArgumentNames => ["factor", "twice"];

        protected override Tensors Call(Tensors inputs, CallArguments call) =>
            inputs[0] * call.Get<Tensor>("factor", 1) * (call.Get("twice", false) ? 2 : 1) * (call.Training ? -1 : 1);
    }
}
