using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Repeats_on_values_what_was_done_with_symbolic_tensors()
    {
        Tensor a = Input.Of([3], name: "a"), b = Input.Of([3], name: "b");
        var model = new Model([a, b], a * 2 + b, "sums");
        Tensor y = model.Apply([new float[,] { { 1, 2, 3 } }, new float[,] { { 10, 20, 30 } }]);
        Assert.Equal([12f, 24, 36], y.ToArray<float>());
        Assert.Equal(["a", "b"], model.InputNames);
    }

    [Fact]
    public void An_output_that_depends_on_something_else_is_refused()
    {
        Tensor a = Input.Of([3], name: "left"), b = Input.Of([3], name: "forgotten");
        var error = Assert.Throws<ArgumentException>(() => new Model(a, a + b, "sums"));
        Assert.StartsWith("Functional 'sums' expects outputs that depend on its inputs only. Received 'add", error.Message);
        Assert.Contains("the input 'forgotten' (None, 3) float32", error.Message);
    }

    [Fact]
    public void Inputs_and_outputs_may_have_names()
    {
        Tensor height = Input.Of([1], name: "height"), width = Input.Of([1], name: "width");
        var model = new Model(new Dictionary<string, Tensor> { ["height"] = height, ["width"] = width },
            new Dictionary<string, Tensor> { ["area"] = height * width, ["edge"] = 2 * (height + width) });
        Tensors y = model.Invoke(new Dictionary<string, Tensor> { ["width"] = new float[,] { { 3 } }, ["height"] = new float[,] { { 2 } }, ["depth"] = 7f });
        Assert.Equal(["area", "edge"], y.Names!);
        Assert.Equal((6f, 10f), (y["area"].Item<float>(), y["edge"].Item<float>()));
    }

    [Fact]
    public void A_missing_name_is_an_error_that_lists_what_came()
    {
        Tensor height = Input.Of([1], name: "height"), width = Input.Of([1], name: "width");
        var model = new Model([height, width], height * width, "area");
        var error = Assert.Throws<ArgumentException>(() => model.Apply(new Dictionary<string, Tensor> { ["height"] = 2f, ["with"] = 3f }));
        Assert.Equal("Functional 'area' expects inputs named height, width. Received height, with: 'width' is missing.", error.Message);
    }

    [Fact]
    public void A_wrong_shape_is_an_error_that_names_model_and_input()
    {
        Tensor x = Input.Of([4], name: "features");
        var model = new Model(x, x + 1, "shift");
        var error = Assert.Throws<ShapeException>(() => model.Apply(new float[2, 3]));
        Assert.Equal("Functional 'shift' expects input 0, 'features', of shape (None, 4) float32. Received (2, 3) float32. Axis 1 differs.", error.Message);
        Assert.Throws<ShapeException>(() => model.Apply(new float[2, 4, 4]));
        Assert.Throws<ArgumentException>(() => model.Apply([new float[2, 4], new float[2, 4]]));
    }

    [Fact]
    public void Inputs_are_converted_to_their_type_and_rank()
    {
        Tensor x = Input.Of([1], dtype: DType.Int32);
        var model = new Model(x, x * 2);
        Tensor y = model.Apply(new double[] { 1.9, 3 });
        Assert.Equal([2, 6], y.ToArray<int>());
        Assert.Equal([2, 1], y.Shape);
    }

    [Fact]
    public void A_part_of_a_graph_can_be_a_model()
    {
        Tensor x = Input.Of([2]), middle = x * 3, y = middle + 1;
        Assert.Equal([7f, 10], new Model(middle, y).Apply(new float[,] { { 6, 9 } }).ToArray<float>());
        Assert.Equal([6f, 9], new Model(x, middle).Apply(new float[,] { { 2, 3 } }).ToArray<float>());
    }

    [Fact]
    public void A_graph_may_be_deep()
    {
        Tensor x = Input.Of([1]), y = x;
        for (int i = 0; i < 20_000; i++) y = y + 1;
        Assert.Equal(20_000, new Model(x, y).Apply(new float[1, 1]).Item<float>());
    }

    [Fact]
    public void An_input_that_no_output_needs_is_an_input_all_the_same()
    {
        Tensor used = Input.Of([1], name: "used"), unused = Input.Of([2], name: "unused");
        var model = new Model([unused, used], used * 2);
        Assert.Equal(6, model.Apply([new float[1, 2], new float[,] { { 3 } }]).Item<float>());
        Assert.Equal(["used", "unused"], model.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused()
    {
        Tensor x = Input.Of([2], name: "x");
        var error = Assert.Throws<ArgumentException>(() => new Model(x, new Doubling("same").Apply(new Doubling("same").Apply(x)), "twins"));
        Assert.Contains("Functional 'twins' expects different names for its layers and ops. Received 'same' 2 times", error.Message);
    }

    [Fact]
    public void A_shared_layer_is_one_layer_with_two_calls()
    {
        var shared = new Doubling("shared");
        Tensor a = Input.Of([1], name: "a"), b = Input.Of([1], name: "b");
        var model = new Model([a, b], shared.Apply(a) - shared.Apply(b));
        Assert.Equal(["a", "b", "shared"], model.Layers.Select(layer => layer.Name));
        Assert.Equal([4f], model.Apply([new float[,] { { 5 } }, new float[,] { { 3 } }]).ToArray<float>());
    }

    [Fact]
    public void A_subclass_computes_what_its_Call_says()
    {
        var model = new Quadrupling();
        Assert.Equal([4f, 8], model.Apply(new float[] { 1, 2 }).ToArray<float>());
        Assert.Equal("quadrupling", model.Name[.."quadrupling".Length]);
        Assert.Throws<InvalidOperationException>(() => model.Inputs);
    }

    [Fact]
    public void Masks_travel_through_the_graph()
    {
        Tensor x = Input.Of([2]);
        var model = new Model(x, new Doubling().Apply(x));
        Tensor mask = new bool[,] { { true, false } };
        Tensor y = model.Apply(new float[,] { { 1, 2 } }, mask);
        Assert.Equal([true, false], y.Mask!.ToArray<bool>());
    }

    [Fact]
    public void Eight_threads_get_equal_bits()
    {
        Tensor x = Input.Of([64]);
        var model = new Model(x, Softmax(Sin(x) * 3 + Tanh(x)));
        Tensor input = Tensor.From(Enumerable.Range(0, 64 * 64).Select(i => (float)Math.Cos(i)).ToArray(), [64, 64]);
        float[] expected = model.Apply(input).ToArray<float>();
        float[][] results = new float[8][];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() => results[i] = model.Apply(input).ToArray<float>()))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    /// <summary>y = 2x; masks go through.</summary>
    private sealed class Doubling(string? name = null) : Layer(name)
    {
        public override bool SupportsMasking => true;

        protected override Tensors Call(Tensors inputs, CallArguments call) => inputs[0] * 2;
    }

    /// <summary>A model without a graph.</summary>
    private sealed class Quadrupling : Model
    {
        private readonly Doubling _first, _second;

        public Quadrupling() => (_first, _second) = (AddLayer(new Doubling()), AddLayer(new Doubling()));

        protected override Tensors Call(Tensors inputs, CallArguments call) => _second.Apply(_first.Apply(inputs));
    }

    [Fact]
    public void A_model_does_not_pass_on_the_mask_of_its_input_only_those_of_its_layers()
    {
        Tensor Masked() { Tensor values = new float[2, 5, 3]; values.Mask = new bool[2, 5]; return values; }
        Tensor x = Input.Of([5, 3]), y = Input.Of([5, 3]);
        Assert.NotNull(new Model(x, new Dense(2).Apply(x)).Apply(Masked()).Mask);       // Keras 3.15.1: likewise, all four
        Assert.Null(new Model(y, new LSTM(2).Apply(y)).Apply(Masked()).Mask);
        Assert.Null(new Sequential([new LSTM(2)]).Apply(Masked()).Mask);
        Assert.NotNull(new Sequential([new Dense(2)]).Apply(Masked()).Mask);
    }

    [Fact]
    public void Policy_of_a_model_that_is_built_already_is_refused_with_a_way_that_works()
    {
        string message = Assert.Throws<InvalidOperationException>(() => new Sequential([new InputLayer([2]), new Dense(1)]) { DType = "mixed_float16" }).Message;
        Assert.Contains("begin with new Sequential { DType = … } and Add them, or set DTypePolicy.Global before", message);
    }
}
