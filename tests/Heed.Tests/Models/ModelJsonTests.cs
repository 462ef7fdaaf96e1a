using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

public sealed class ModelJsonTests
{
    [Fact]
    public void Shared_layers_nested_models_and_names_survive()
    {
        Tensor a = Input.Of([4], name: "a"), b = Input.Of([4], name: "b");
        var shared = new Dense(3, name: "shared");
        Tensor inside = Input.Of([3], name: "inside");
        var inner = new Model(inside, new Dense(2, name: "deep").Apply(inside), "inner");
        Tensor first = inner.Apply(shared.Apply(a)), second = inner.Apply(shared.Apply(b) * 2);
        var model = new Model(new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b },
            new Dictionary<string, Tensor> { ["second"] = second, ["first"] = first, ["gap"] = first - second }, "twins");
        Model again = Model.FromJson(model.ToJson());

        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Equal(model.Weights.Select(weight => $"{weight}"), again.Weights.Select(weight => $"{weight}"));
        again.SetWeights(model.GetWeights());
        Tensors values = new Dictionary<string, Tensor> { ["a"] = new float[,] { { 1, 2, 3, 4 } }, ["b"] = new float[,] { { 4, 3, 2, 1 } } };
        foreach ((Tensor expected, Tensor actual) in model.Invoke(values).Zip(again.Invoke(values)))
            Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }

    [Fact]
    public void The_calls_of_an_inner_functional_model_count_from_1_where_they_are_outputs()
    {
        Tensor x = Input.Of([4], name: "x"), inside = Input.Of([4], name: "inside");
        var model = new Model(x, new Model(inside, new Dense(2).Apply(inside), "inner").Apply(x));
        Assert.Equal("""["inner",1,0]""", model.GetConfig().Json["output_layers"]!.ToJsonString());
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_Keras_fills_into_the_call_of_a_recurrent_layer_is_written_again(bool isConvolution)
    {
        Tensor x = isConvolution ? Input.Of([4, 6, 6, 2], name: "x") : Input.Of([4, 2], name: "x");
        RNN Make(bool returnState) => isConvolution ? new ConvLSTM2D(3, 3, padding: Padding.Same, returnState: returnState) : new LSTM(3, returnState: returnState);
        Tensors first = Make(returnState: true).Invoke(x), states = Tensors.List(first.Skip(1));
        var model = new Model(x, Make(returnState: false).Invoke(x, CallArguments.None.With("initial_state", states)));
        Assert.Contains("""
            "kwargs":{"training":false,"mask":null}
            """, model.ToJson());
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Fact]
    public void What_Keras_fills_in_depends_on_the_type_of_the_entry_and_on_what_the_layer_converts()
    {
        Tensor tokens = Input.Of([5], dtype: DType.Int32, name: "tokens"), image = Input.Of([4, 4, 3], dtype: DType.UInt8, name: "image");
        var row = new Sequential([new InputLayer([5], dtype: DType.Int32), new Embedding(6, 4), new Flatten()], "row");
        var flip = new RandomFlip(name: "flip");
        string json = new Model([tokens, image], [row.Apply(tokens), flip.Apply(image)]).ToJson();
        Assert.Contains("\"keras_history\":[\"tokens\",0,0]}}],\"kwargs\":{\"mask\":null}}", json);        // both as Keras 3.15.1 writes them
        Assert.Contains("\"keras_history\":[\"image\",0,0]}}],\"kwargs\":{\"training\":true}}", json);
        Assert.Equal(json, Model.FromJson(json).ToJson());
    }

    [Fact]
    public void A_mask_that_Keras_notes_is_an_argument_of_the_call()
    {
        Tensor tokens = Input.Of([5], dtype: DType.Int32, name: "tokens");
        Tensor y = new GlobalAveragePooling1D(name: "mean").Apply(new Embedding(9, 4, maskZero: true, name: "embedding").Apply(tokens));
        var model = new Model(tokens, y);
        JsonArray layers = (JsonArray)model.GetConfig().Json["layers"]!;
        Assert.Equal(["InputLayer", "Embedding", "NotEqual", "GlobalAveragePooling1D"], layers.Select(layer => (string)layer!["class_name"]!));
        JsonNode call = layers[3]!["inbound_nodes"]![0]!;
        Assert.Equal("""["tokens",0,0]""", layers[2]!["inbound_nodes"]![0]!["args"]![0]!["config"]!["keras_history"]!.ToJsonString());
        Assert.StartsWith("not_equal", (string?)call["kwargs"]!["mask"]!["config"]!["keras_history"]![0]);
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Fact]
    public void An_unknown_layer_is_named_with_its_place()
    {
        string json = new Sequential("stack").Add(Input.Of([3])).Add(new Dense(2, name: "odd")).ToJson().Replace("\"Dense\"", "\"Dence\"");
        var error = Assert.Throws<ArgumentException>(() => Model.FromJson(json));
        Assert.Contains("Layer 'Dence' is not known to Heed. Did you mean 'Dense'?", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("""{"class_name": "Dense", "config": {"units": 3}}""")]
    [InlineData("""{"class_name": "Functional", "config": {"name": "m"}}""")]
    [InlineData("""{"class_name": "Functional", "config": {"name": "m", "layers": [{"class_name": "Dense"}], "input_layers": [], "output_layers": []}}""")]
    [InlineData("""{"class_name": "Functional", "config": {"name": "m", "layers": [], "input_layers": ["x", 0, 0], "output_layers": ["x", 0, 0]}}""")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "m", "layers": [3]}}""")]
    public void What_is_no_model_is_an_argument_error(string json) => Assert.ThrowsAny<ArgumentException>(() => Model.FromJson(json));

    [Fact]
    public void Calls_that_wait_for_each_other_are_named()
    {
        Tensor x = Input.Of([2], name: "x");
        string json = new Model(x, new Dense(2, name: "b").Apply(new Dense(2, name: "a").Apply(x)), "ring").ToJson()
            .Replace("""["x",0,0]}}],"kwargs":{}}]},{"module""", """["b",0,0]}}],"kwargs":{}}]},{"module""");
        var error = Assert.Throws<ArgumentException>(() => Model.FromJson(json));
        Assert.Contains("Functional 'ring' expects every call to depend on earlier ones. Received 'a', 'b'", error.Message);
    }
}
