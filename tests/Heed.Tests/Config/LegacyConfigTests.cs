using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

public sealed class LegacyConfigTests
{
    [Fact]
    public void Row_of_Keras_2_0_is_a_list_whose_first_layer_states_the_shape()
    {
        Model model = Model.FromJson("""
            {"class_name": "Sequential", "keras_version": "2.0.8", "backend": "tensorflow", "config": [
              {"class_name": "Embedding", "config": {"name": "embedding_1", "trainable": true, "batch_input_shape": [null, 7], "dtype": "int32", "input_dim": 5, "output_dim": 4,
                "embeddings_initializer": {"class_name": "RandomUniform", "config": {"minval": -0.05, "maxval": 0.05, "seed": null}}, "mask_zero": false, "input_length": 7}},
              {"class_name": "GRU", "config": {"name": "gru_1", "trainable": true, "units": 3, "return_sequences": false, "go_backwards": false, "stateful": false, "unroll": false,
                "implementation": 0, "activation": "tanh", "recurrent_activation": "hard_sigmoid", "use_bias": true,
                "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "normal", "seed": null}}}}]}
            """);
        Assert.Equal(["embedding_1", "gru_1"], model.Layers.Select(layer => layer.Name));
        Assert.Equal("(None, 7)", model.Inputs[0].Shape.ToString());
        var gru = Assert.IsType<GRU>(model.Layers[1]);
        Assert.False((bool)gru.GetConfig().Json["reset_after"]!);
        Assert.Equal("truncated_normal", (string?)gru.GetConfig().Json["kernel_initializer"]!["config"]!["distribution"]);
        Assert.Contains(model.LoadReport.Notes, note => note.Contains("input_length"));
        Assert.Contains(model.LoadReport.Notes, note => note.Contains("hard_sigmoid"));
    }

    [Fact]
    public void Calls_written_as_lists_become_a_graph()
    {
        Model model = Model.FromJson("""
            {"class_name": "Model", "keras_version": "2.2.4", "config": {"name": "two", "layers": [
              {"name": "a", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "sparse": false, "name": "a"}, "inbound_nodes": []},
              {"name": "b", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "sparse": false, "name": "b"}, "inbound_nodes": []},
              {"name": "shared", "class_name": "Dense", "config": {"name": "shared", "trainable": true, "units": 3, "activation": "relu", "use_bias": false},
                "inbound_nodes": [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]},
              {"name": "norm", "class_name": "BatchNormalizationV1", "config": {"name": "norm", "axis": [1], "momentum": 0.99, "epsilon": 0.001, "center": true, "scale": true},
                "inbound_nodes": [[["shared", 1, 0, {}]]]},
              {"name": "add", "class_name": "Add", "config": {"name": "add", "trainable": true}, "inbound_nodes": [[["shared", 0, 0, {}], ["norm", 0, 0, {}]]]}],
              "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["add", 0, 0]]}}
            """);
        model.GetLayer("shared").SetWeights([Heed.Ops.Ones([4, 3])]);
        Tensor y = model.Apply(Tensors.List([Heed.Ops.Ones([1, 4]), Heed.Ops.Ones([1, 4]) * 2]));
        Assert.Equal(4 + 8 / Math.Sqrt(1.001), y.AsSpan<float>()[0], 4);
    }

    [Fact]
    public void Functions_of_TensorFlow_become_ops()
    {
        Model model = Model.FromJson("""
            {"class_name": "Functional", "keras_version": "2.9.0", "config": {"name": "m", "trainable": true, "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "TFOpLambda", "config": {"name": "tf.math.multiply", "trainable": true, "dtype": "float32", "function": "math.multiply"}, "name": "tf.math.multiply",
                "inbound_nodes": [["x", 0, 0, {"y": 2.0, "name": null}]]},
              {"class_name": "TFOpLambda", "config": {"name": "tf.math.reduce_sum", "trainable": true, "dtype": "float32", "function": "math.reduce_sum"}, "name": "tf.math.reduce_sum",
                "inbound_nodes": [["tf.math.multiply", 0, 0, {"axis": 1, "keepdims": true}]]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["tf.math.reduce_sum", 0, 0]]}}
            """);
        Assert.Equal([12f], model.Apply(new float[,] { { 1, 2, 3 } }).AsSpan<float>().ToArray());
        ArgumentException error = Assert.Throws<ArgumentException>(() => Model.FromJson("""
            {"class_name": "Functional", "keras_version": "2.9.0", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "TFOpLambda", "config": {"name": "tf.math.betainc", "function": "math.betainc"}, "name": "tf.math.betainc", "inbound_nodes": [["x", 0, 0, {}]]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["tf.math.betainc", 0, 0]]}}
            """));
        Assert.Contains("'math.betainc'", error.Message);
    }

    [Theory]
    [InlineData("TFOpLambda", "\"function\": \"math.subtract\"", """["_CONSTANT_VALUE", -1, 2, {"y": ["x", 0, 0], "name": null}]""", "1 0 -1")]
    [InlineData("TFOpLambda", "\"function\": \"clip_by_value\"", """["x", 0, 0, {"clip_value_min": 1.5, "clip_value_max": 2.5}]""", "1.5 2 2.5")]
    [InlineData("TFOpLambda", "\"function\": \"compat.v1.gather\"", """["x", 0, 0, {"indices": [2, 0], "axis": 1}]""", "3 1")]
    [InlineData("SlicingOpLambda", "\"function\": \"__operators__.getitem\"", """["x", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": 1, "stop": null, "step": null}]}]""", "2 3")]
    [InlineData("TFOpLambda", "\"function\": \"linalg.matmul\"", """["x", 0, 0, {"b": ["x", 0, 0], "transpose_b": true}]""", "Received transpose_b = true")]
    [InlineData("TFOpLambda", "\"function\": \"one_hot\"", """["x", 0, 0, {"depth": 2, "on_value": 5}]""", "Received on_value = 5")]
    [InlineData("TensorFlowOpLayer", "\"node_def\": \"{\\\"name\\\": \\\"a\\\", \\\"op\\\": \\\"BatchMatMulV2\\\"}\", \"constants\": {}", """[["x", 0, 0, {}]]""", "Received 'BatchMatMulV2'")]
    public void Calls_of_functions_of_TensorFlow_keep_all_that_they_say_or_are_refused(string className, string settings, string call, string expected)
    {
        string json = $$$"""
            {"class_name": "Functional", "keras_version": "2.9.0", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "{{{className}}}", "config": {"name": "op", {{{settings}}}}, "name": "op", "inbound_nodes": [{{{call}}}]}],
              "input_layers": [["x", 0, 0]], "output_layers": [["op", 0, 0]]}}
            """;
        if (expected.StartsWith("Received", StringComparison.Ordinal)) Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Model.FromJson(json)).Message);
        else Assert.Equal(expected, string.Join(" ", Model.FromJson(json).Apply(new float[,] { { 1, 2, 3 } }).ToArray<float>()));
    }

    [Fact]
    public void Initial_states_and_time_major_are_understood()
    {
        const string Lstm = """
            {"class_name": "Functional", "keras_version": "2.8.0", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 5, 2], "dtype": "float32", "name": "x"}, "name": "x", "inbound_nodes": []},
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "h"}, "name": "h", "inbound_nodes": []},
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "c"}, "name": "c", "inbound_nodes": []},
              {"class_name": "LSTM", "config": {"name": "lstm", "units": 3, "time_major": false, "implementation": 2}, "name": "lstm",
                "inbound_nodes": [[["x", 0, 0, {}], ["h", 0, 0, {}], ["c", 0, 0, {}]]]}],
              "input_layers": [["x", 0, 0], ["h", 0, 0], ["c", 0, 0]], "output_layers": [["lstm", 0, 0]]}}
            """;
        Assert.Equal("(None, 3)", Model.FromJson(Lstm).Outputs[0].Shape.ToString());
        ArgumentException error = Assert.Throws<ArgumentException>(() => Model.FromJson(Lstm.Replace("\"time_major\": false", "\"time_major\": true")));
        Assert.Contains("time_major", error.Message);
    }

    [Fact]
    public void Training_configurations_of_Keras_2_compile()
    {
        JsonObject config = LegacyTraining.Compile(JsonNode.Parse("""
            {"loss": {"class_name": "SparseCategoricalCrossentropy", "config": {"reduction": "auto", "name": "s", "from_logits": true}}, "loss_weights": null, "sample_weight_mode": null,
             "metrics": [[{"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "dtype": "float32", "fn": "sparse_categorical_accuracy"}}]],
             "optimizer_config": {"class_name": "Custom>Adam", "config": {"lr": 0.25, "beta_1": 0.9, "beta_2": 0.999, "epsilon": null, "decay": 0.5, "jit_compile": false}}}
            """)!.AsObject(), isOld: true, new LoadReport());
        Assert.Equal("InverseTimeDecay", (string?)config["optimizer"]!["config"]!["learning_rate"]!["class_name"]);
        Assert.Equal("SparseCategoricalAccuracy", (string?)config["metrics"]![0]![0]!["class_name"]);
        var model = new Sequential([new InputLayer([2]), new Dense(3)], "m");
        JsonObject serialized = JsonNode.Parse(model.ToJson())!.AsObject();
        serialized["compile_config"] = config;
        Model compiled = Model.FromJson(serialized.ToJsonString());
        Assert.Empty(compiled.LoadReport.Notes);
        Assert.Equal(0.25, compiled.Optimizer!.LearningRate);
    }

    [Theory]
    [InlineData("\"cosine_proximity\"")]
    [InlineData("[\"cosine_proximity\"]")]
    [InlineData("{\"a\": \"cosine_proximity\"}")]
    public void Losses_that_Keras_2_called_otherwise_are_known(string loss)
    {
        JsonObject config = LegacyTraining.Compile(JsonNode.Parse($$"""{"loss": {{loss}}, "optimizer_config": {"class_name": "SGD", "config": {"lr": 0.25} } }""")!.AsObject(), isOld: true, new LoadReport());
        Assert.Equal(JsonNode.Parse(loss.Replace("cosine_proximity", "cosine_similarity"))!.ToJsonString(), config["loss"]!.ToJsonString());
    }

    [Fact]
    public void Configuration_of_Keras_3_stays_as_it_is()
    {
        string json = new Sequential([new InputLayer([5, 2]), new LSTM(3), new Dense(3)], "m") is var m ? m.ToJson() : "";
        JsonObject config = JsonNode.Parse(json)!.AsObject();
        Assert.Equal(json, LegacyConfig.Translate(config, "3.15.1", new LoadReport()).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }
}
