using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

public sealed class NodeArgumentsTests
{
    [Fact]
    public void Inputs_given_by_name_decide_the_order_of_the_layers()
    {
        Tensor a = Input.Of([5, 4], name: "a"), b = Input.Of([5, 4], name: "b");
        Tensor query = new Dense(4, name: "for_query").Apply(a), value = new Dense(4, name: "for_value").Apply(b);
        var model = new Model([a, b], new MultiHeadAttention(2, 3, name: "attention").Apply(query, value, value));
        Model again = Edited(model, "attention", (args, kwargs) => ([], Named(["query", "value", "key"], args, kwargs)));

        // Keras 3.15.1: arguments by name count in the order of their names, so key comes before query; the groups of .keras files depend on it
        Assert.Equal(["a", "b", "for_query", "for_value", "attention"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(["b", "a", "for_value", "for_query", "attention"], again.Layers.Select(layer => layer.Name));
        Assert.Equal(again.ToJson(), Model.FromJson(again.ToJson()).ToJson());
        Assert.Contains("\"args\":[],\"kwargs\":{\"query\":", again.ToJson());
        again.SetWeights([.. again.Weights.Select(weight => model.Weights.Single(own => own.Path == weight.Path).Value)]);
        Tensor[] values = [GradientCheck.Random([2, 5, 4], new Random(1)).Cast(DType.Float32), GradientCheck.Random([2, 5, 4], new Random(2)).Cast(DType.Float32)];
        Assert.Equal(model.Apply(values).ToArray<float>(), again.Apply(values).ToArray<float>());
    }

    [Theory]
    [InlineData("""{"args":["x"],"kwargs":{"initial_state":"h"}}""")]
    [InlineData("""{"args":["x"],"kwargs":{"initial_state":["h"]}}""")]
    [InlineData("""{"args":["x",["h"]],"kwargs":{}}""")]
    [InlineData("""{"args":["x","h"],"kwargs":{}}""")]
    [InlineData("""{"args":[],"kwargs":{"sequences":"x","initial_state":["h"]}}""")]
    public void A_state_may_be_given_by_name_or_by_place_alone_or_in_a_list(string call)
    {
        Tensor x = Input.Of([5, 3], name: "x"), h = Input.Of([4], name: "h");
        var model = new Model([x, h], new GRU(4, name: "gru").Invoke(x, CallArguments.None.With("initial_state", Tensors.List([h]))));
        Model again = Edited(model, "gru", (args, kwargs) => Filled(JsonNode.Parse(call)!.AsObject(), args[0]!, kwargs["initial_state"]![0]!));

        Assert.Equal(again.ToJson(), Model.FromJson(again.ToJson()).ToJson());
        again.SetWeights(model.GetWeights());
        Tensors values = [GradientCheck.Random([2, 5, 3], new Random(1)).Cast(DType.Float32), GradientCheck.Random([2, 4], new Random(2)).Cast(DType.Float32)];
        Assert.Equal(model.Apply(values).ToArray<float>(), again.Apply(values).ToArray<float>());
    }

    [Fact]
    public void A_list_of_inputs_may_be_given_by_name()
    {
        Tensor a = Input.Of([4], name: "a"), b = Input.Of([4], name: "b");
        Model again = Edited(new Model([a, b], new Subtract(name: "difference").Apply([a, b])), "difference", (args, kwargs) => ([], Named(["inputs"], args, kwargs)));
        Assert.Equal([3f, 3, 3, 3], again.Apply(new Tensor[] { new float[,] { { 5, 5, 5, 5 } }, new float[,] { { 2, 2, 2, 2 } } }).ToArray<float>());
        Assert.Contains("\"kwargs\":{\"inputs\":[", again.ToJson());
    }

    [Fact]
    public void An_inner_model_takes_dictionaries_and_lists_in_each_other_and_masks_in_the_same_structure()
    {
        Tensor sequence = Input.Of([5, 3], name: "sequence"), first = Input.Of([3], name: "first"), last = Input.Of([2], name: "last");
        var inner = new Model(Names(("z", sequence), ("q/0", first), ("q/1/w", last)), new Concatenate(name: "all").Apply([new GRU(3).Apply(sequence), first, last]), "inner");
        Tensor tokens = Input.Of([5], dtype: DType.Int32, name: "tokens"), x = Input.Of([3], name: "x"), y = Input.Of([2], name: "y");
        Tensor embedded = new Embedding(9, 3, maskZero: true).Apply(tokens);
        var model = new Model([tokens, x, y], inner.Apply(Names(("z", embedded), ("q/0", x), ("q/1/w", y))));
        JsonNode call = Json(model, "inner")["inbound_nodes"]![0]!;
        Assert.Equal("""["not_equal",null,null]""", $"[\"{MaskOf(call, "z")!["config"]!["keras_history"]![0]!.ToString()[..9]}\",{Text(call["kwargs"]!["mask"]!["q"]![0])},{Text(call["kwargs"]!["mask"]!["q"]![1]!["w"])}]");
        Assert.Equal("x", (string)call["args"]![0]!["q"]![0]!["config"]!["keras_history"]![0]!);
        Model again = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), again.ToJson());

        again.SetWeights(model.GetWeights());
        Tensors values = [new int[,] { { 1, 2, 0, 0, 0 } }, new float[,] { { 1, 2, 3 } }, new float[,] { { 4, 5 } }];
        Assert.Equal(model.Apply(values).ToArray<float>(), again.Apply(values).ToArray<float>());
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static JsonNode? MaskOf(JsonNode call, string name) => call["kwargs"]!["mask"]![name];

    private static Dictionary<string, Tensor> Names(params (string Name, Tensor Tensor)[] tensors) => tensors.ToDictionary(pair => pair.Name, pair => pair.Tensor);

    private static JsonNode Json(Model model, string layer) => model.GetConfig().Json["layers"]!.AsArray().Single(item => (string)item!["name"]! == layer)!;

    private static JsonObject Named(string[] names, JsonArray args, JsonObject kwargs) =>
        new(names.Zip(args, (name, argument) => KeyValuePair.Create(name, argument?.DeepClone())).Concat(kwargs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));

    /// <summary>A call in which tensors stand for x and h.</summary>
    private static (JsonArray, JsonObject) Filled(JsonObject call, JsonNode x, JsonNode h)
    {
        JsonNode? Fill(JsonNode? node) => node switch
        {
            JsonArray list => new JsonArray([.. list.Select(Fill)]),
            JsonObject names => new JsonObject(names.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value)))),
            _ => ((string?)node == "x" ? x : h).DeepClone(),
        };
        return (Fill(call["args"])!.AsArray(), Fill(call["kwargs"])!.AsObject());
    }

    /// <summary>The model of a file in which a layer is called in another way.</summary>
    private static Model Edited(Model model, string layer, Func<JsonArray, JsonObject, (JsonArray, JsonObject)> edit)
    {
        JsonNode json = JsonNode.Parse(model.ToJson())!;
        JsonObject call = json["config"]!["layers"]!.AsArray().Single(item => (string)item!["name"]! == layer)!["inbound_nodes"]![0]!.AsObject();
        (call["args"], call["kwargs"]) = edit(call["args"]!.AsArray(), call["kwargs"]!.AsObject());
        return Model.FromJson(json.ToJsonString());
    }
}
