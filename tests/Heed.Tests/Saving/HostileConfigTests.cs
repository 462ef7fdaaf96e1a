using System.Text.Json.Nodes;
using Heed.Layers;
using Heed.Metrics;

namespace Heed.Tests;

/// <summary>Configurations in which anything stands anywhere: an error that says where, in the time and memory of a small model.</summary>
[Collection(Kernels.ThreadCountCollection.Name)]      // alone: the seed and the allocations are the process's
public sealed class HostileConfigTests
{
    private const string Branches = """
        {"class_name": "Functional", "config": {"name": "m", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_shape": [null, 4]}, "inbound_nodes": []},
          {"module": "keras.layers", "class_name": "Dense", "name": "a", "config": {"name": "a", "units": 3}, "build_config": {"input_shape": [null, 4]}, "inbound_nodes": [
            {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}], "kwargs": {}}]},
          {"module": "keras.src.ops.numpy", "class_name": "GetItem", "name": "part", "config": {"name": "part"}, "inbound_nodes": [
            {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["a", 0, 0]}}, [{"class_name": "__slice__", "config": {"start": 0, "stop": 2, "step": 1}}]],
             "kwargs": {}}]}],
          "input_layers": [["x", 0, 0]], "output_layers": [["part", 0, 0]]}}
        """;

    private const string OfKeras2 = """
        {"class_name": "Model", "keras_version": "2.4.0", "config": {"name": "m", "layers": [
          {"class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_input_shape": [null, 4]}, "inbound_nodes": []},
          {"class_name": "Dense", "name": "a", "config": {"name": "a", "units": 3}, "inbound_nodes": [[["x", 0, 0, {}]]]},
          {"class_name": "TFOpLambda", "name": "sum", "config": {"name": "sum", "function": "math.add"}, "inbound_nodes": [["a", 0, 0, {"y": 1}]]}],
          "input_layers": [["x", 0, 0]], "output_layers": [["sum", 0, 0]]}}
        """;

    [Fact]
    public void The_models_that_are_damaged_here_are_whole()
    {
        Assert.Equal([null, 3], Model.FromJson(Branches).Outputs[0].Shape.Select(axis => axis.IsKnown ? axis.Value : (int?)null));
        Assert.Equal([null, 3], Model.FromJson(OfKeras2).Outputs[0].Shape.Select(axis => axis.IsKnown ? axis.Value : (int?)null));
    }

    [Theory]
    [InlineData("config/layers/1/name", "3", "layer to have a name")]
    [InlineData("config/layers/1/class_name", "3", "expects a name, or an object with 'class_name'")]
    [InlineData("config/layers/2/class_name", "[]", "op '' is not known")]
    [InlineData("config/layers/1/name", "\"part\"", "names that differ")]
    [InlineData("config/layers/1/name", "\"x\"", "names that differ")]
    [InlineData("config/layers/1/inbound_nodes", "3", "a list at $.config.layers[1].inbound_nodes")]
    [InlineData("config/layers/1/inbound_nodes/0", "3", "an object at $.config.layers[1].inbound_nodes[0]")]
    [InlineData("config/layers/1/inbound_nodes/0/args", "null", "an object with 'args' at $.config.layers[1].inbound_nodes[0]")]
    [InlineData("config/layers/1/inbound_nodes/0/kwargs", "[]", "an object at $.config.layers[1].inbound_nodes[0].kwargs")]
    [InlineData("config/layers/1/inbound_nodes/0/args/0/config", "[]", "a name, a call and an output")]
    [InlineData("config/layers/1/inbound_nodes/0/args/0/config/keras_history/0", "7", "a text at $.config.layers[1].inbound_nodes[0].args[0].config.keras_history[0]")]
    [InlineData("config/layers/1/inbound_nodes/0/args/0/config/keras_history/1", "4294967296", "a whole number of at most 2147483647")]
    [InlineData("config/layers/1/inbound_nodes/0/args/0/config/keras_history/2", "NaN", "a whole number")]
    [InlineData("config/layers/1/inbound_nodes/0/args/0/config/keras_history/2", "-1", "one of the 1 outputs of 'x'")]
    [InlineData("config/layers/1/inbound_nodes/0/args/0/config/keras_history", "[\"a\", -1, 0]", "wait for each other")]
    [InlineData("config/layers/1/inbound_nodes/0/kwargs", "{\"mask\": [true]}", "expects tensors")]
    [InlineData("config/layers/1/inbound_nodes/0/args", """[{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}, {"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}]""", "Received (None, 4), (None, 4)")]
    [InlineData("config/layers/1/config/units", "null", "Received null")]
    [InlineData("config/layers/1/build_config/input_shape", "[null, 1e99]", "a Shape at $.config.layers[1].build_config.input_shape")]
    [InlineData("config/layers/1/build_config/input_shape", "[null, true]", "a Shape at")]
    [InlineData("config/layers/1/config/units", "NaN", "'units' to be a Int32")]
    [InlineData("config/layers/2/inbound_nodes/0/args/1/0/config/stop", "\"2\"", "a whole number")]
    [InlineData("config/input_layers", "[[\"x\", {}, 0]]", "a name, a call and an output")]
    [InlineData("config/output_layers", "[null]", "a name, a call and an output")]
    [InlineData("config/layers", "{}", "'layers'")]
    [InlineData("config", "null", "'layers'")]
    public void A_value_of_another_kind_is_refused_where_it_stands(string place, string value, string words) => Refuses(Branches, place, value, words);

    [Theory]
    [InlineData("config/layers/1/class_name", "[]", "Received")]
    [InlineData("config/layers/1/config", "[]", "units")]
    [InlineData("config/layers/1/inbound_nodes", "[[[\"x\", 1e9, 0, {}]]]", "a whole number of at most 2147483647")]
    [InlineData("config/layers/1/inbound_nodes", "[[[\"x\", 0, null, {}]]]", "a name, a call and an output")]
    [InlineData("config/layers/2/inbound_nodes", "[3]", "places of tensors")]
    [InlineData("config/layers/0", "null", "name")]
    [InlineData("config/output_layers", "[null, 3]", "a name, a call and an output")]
    [InlineData("config/output_layers", "{\"a\": null}", "a name, a call and an output")]
    public void So_it_is_in_configurations_of_Keras_2(string place, string value, string words) => Refuses(OfKeras2, place, value, words);

    [Fact]
    public void Attention_refuses_a_value_without_axes()
    {
        ShapeException error = Assert.Throws<ShapeException>(() =>
            new MultiHeadAttention(2, 2).Apply(Input.Of([3, 4]), Tensor.From([1f], Shape.Scalar)));
        Assert.Contains("value and key to share all axes", error.Message);
    }

    [Theory]
    [InlineData("summation_method")]
    [InlineData("curve")]
    public void A_metric_refuses_null_in_place_of_a_choice(string key)
    {
        string metric = $$$"""{"module": "keras.metrics", "class_name": "AUC", "config": {"name": "auc", "{{{key}}}": null}}""";
        ArgumentException error = Assert.Throws<ArgumentException>(() => KerasRegistry.Deserialize<Metric>(JsonNode.Parse(metric)!));
        Assert.Contains($"'{key}' to be a String. Received null", error.Message);
    }

    [Theory]
    [InlineData("AUC", "num_thresholds", "at most 1000000 thresholds")]
    [InlineData("RecallAtPrecision", "num_thresholds", "at most 1000000 thresholds")]
    [InlineData("MeanIoU", "num_classes", "at most 10000 classes")]
    [InlineData("IoU", "num_classes", "at most 10000 classes")]
    public void A_metric_refuses_to_count_more_than_memory_holds(string name, string key, string words)
    {
        var config = new Config((JsonObject)JsonNode.Parse($$"""{"{{key}}": 2147483647, "precision": 0.5, "target_class_ids": [0]}""")!);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => KerasRegistry.Create<Metric>(name, config));
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Memory_for_weights_is_taken_when_they_are_needed()
    {
        const string Huge = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 40000]}}, {"class_name": "Dense", "config": {"name": "d", "units": 40000}}]}}
            """;
        long before = GC.GetTotalAllocatedBytes();
        Model model = Model.FromJson(Huge);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
        Assert.Equal(40_000L * 40_000 + 40_000, model.Weights.Sum(weight => (long)weight.Shape.Size));
    }

    [Fact]
    public void Weights_made_when_they_are_needed_are_those_of_the_same_seed()
    {
        const string Seeded = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 3]}},
              {"class_name": "Dense", "config": {"name": "a", "units": 4}}, {"class_name": "Dense", "config": {"name": "b", "units": 2}}]}}
            """;
        Runtime.SetRandomSeed(3);
        Model backwards = Model.FromJson(Seeded);
        float[] last = backwards.Weights[2].Value.AsSpan<float>().ToArray(), first = backwards.Weights[0].Value.AsSpan<float>().ToArray();
        Runtime.SetRandomSeed(3);
        Model forwards = Model.FromJson(Seeded);
        Assert.Equal(first, forwards.Weights[0].Value.AsSpan<float>().ToArray());
        Assert.Equal(last, forwards.Weights[2].Value.AsSpan<float>().ToArray());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(170)]
    public void Models_within_models_end_soon(int depth)
    {
        string json = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [
              {"class_name": "InputLayer", "config": {"batch_shape": [null, 3]}}, {"class_name": "ReLU", "config": {"name": "r"}}]}}
            """;
        for (int i = 0; i < depth; i++) json = $"{{\"class_name\": \"Sequential\", \"config\": {{\"name\": \"s{i}\", \"layers\": [{json}]}}}}";
        OnSmallStack(() =>
        {
            try
            {
                Model.FromJson(json);
            }
            catch (ArgumentException error)
            {
                Assert.Contains("512", error.Message);
            }
        });
    }

    [Fact]
    public void A_product_of_lengths_that_overflows_is_an_error_of_shapes()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => (Dim)int.MaxValue * 2);
        Assert.Contains("2147483647 · 2", error.Message);
        Assert.Throws<ShapeException>(() => (Dim)int.MaxValue + 1);
        Assert.Equal(int.MaxValue, ((Dim)(int.MaxValue - 1) + 1).Value);
    }

    private static void Refuses(string json, string place, string value, string words)
    {
        JsonNode? node = JsonNode.Parse(json), holder = node;
        string[] path = place.Split('/');
        foreach (string part in path[..^1]) holder = holder is JsonArray list ? list[int.Parse(part)] : holder![part];
        if (holder is JsonArray items) items[int.Parse(path[^1])] = "@";
        else holder![path[^1]] = "@";
        string text = node!.ToJsonString().Replace("\"@\"", value);
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => Model.FromJson(text));
        Assert.Contains(words, error.Message);
    }

    /// <summary>Runs on the stack of the main thread of a Windows program.</summary>
    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action), 1 << 20);
        thread.Start();
        Assert.True(thread.Join(20_000), "it does not end");
        if (failure is not null) throw failure;
    }
}
