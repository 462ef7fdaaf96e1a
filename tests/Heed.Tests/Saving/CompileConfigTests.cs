using System.Text.Json.Nodes;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Losses;
using Heed.Metrics;
using Heed.Optimizers;

namespace Heed.Tests;

public sealed class CompileConfigTests
{
    [Fact]
    public void Names_stay_names_and_structures_stay_as_they_were_given()
    {
        Model model = TwoOutputs();
        model.Compile(new SGD(0.5), new Dictionary<string, Loss?> { ["a"] = "mse", ["b"] = new Losses.MeanAbsoluteError() },
            new Dictionary<string, double> { ["a"] = 0.25 }, new Dictionary<string, MetricGroup?> { ["b"] = MetricGroup.Create(["accuracy", new BinaryAccuracy()]), ["a"] = "mae" });
        JsonNode config = JsonNode.Parse(model.ToJson())!["compile_config"]!;
        Assert.Equal("mse", (string?)config["loss"]!["a"]);
        Assert.Equal("MeanAbsoluteError", (string?)config["loss"]!["b"]!["class_name"]);
        Assert.Equal("""{"a":0.25}""", config["loss_weights"]!.ToJsonString());
        Assert.Equal("accuracy", (string?)config["metrics"]!["b"]![0]);
        Assert.Equal("BinaryAccuracy", (string?)config["metrics"]!["b"]![1]!["class_name"]);
        Assert.Equal("mae", (string?)config["metrics"]!["a"]);
        Assert.Equal("SGD", (string?)config["optimizer"]!["class_name"]);
        Assert.Equal("auto", (string?)config["jit_compile"]);
    }

    [Fact]
    public void Model_from_JSON_is_compiled_as_it_was()
    {
        var model = new Sequential([new InputLayer([4]), new Dense(2, name: "d")], "row");
        model.Compile(new Adam(0.5), ["mse"], metrics: ["mae"]);
        Model again = Model.FromJson(model.ToJson());
        Assert.Equal(0.5, again.Optimizer!.LearningRate);
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Empty(again.LoadReport.Notes);
    }

    /// <summary>Keras multiplies a loss only by a weight that is not None.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_weight_of_null_leaves_the_loss_as_it_is(bool isList)
    {
        var model = TwoOutputs();
        model.Compile("sgd", ["mse", "mse"], [2.0, null]);
        string json = model.ToJson();
        if (!isList) json = json.Replace("[2.0,null]", """{"a":2.0,"b":null}""").Replace("[2.0, null]", """{"a":2.0,"b":null}""");
        Model again = Model.FromJson(json);
        again.SetWeights(model.GetWeights());
        Tensor x = Heed.Ops.Ones([2, 3]);
        IReadOnlyDictionary<string, double> logs = again.Evaluate(x, [Heed.Ops.Ones([2, 1]), Heed.Ops.Ones([2, 2])], verbose: 0);
        Assert.Equal(2 * logs["a_loss"] + logs["b_loss"], logs["loss"], 1e-5);
        Assert.Equal(json, again.ToJson());
    }

    private static Model TwoOutputs()
    {
        Tensor x = Input.Of([3]);
        return new Model(x, [new Dense(1, name: "a").Apply(x), new Dense(2, name: "b").Apply(x)]);
    }

    [Fact]
    public void Functions_of_Keras_are_metrics_even_if_only_a_loss_has_their_name()
    {
        static string Function(string name) => $$"""{"module":"builtins","class_name":"function","config":"{{name}}","registered_name":"function"}""";
        var model = new Sequential([new InputLayer([2]), new Activation("linear")], "row");
        model.Compile("sgd", "mse", metrics: ["mae"]);
        Model again = Model.FromJson(model.ToJson().Replace("\"mae\"", $"{Function("huber")},{Function("cosine_similarity")},{Function("mean_absolute_error")}"));
        Assert.Empty(again.LoadReport.Notes);
        again.Optimizer!.LearningRate = 0;
        var stop = new EarlyStopping("huber", patience: 0);       // knows that a loss should get smaller
        again.Fit(new float[,] { { 1, 3 } }, new float[,] { { 1, 0 } }, epochs: 2, callbacks: [stop], verbose: 0);
        Logs logs = again.Evaluate(new float[,] { { 1, 3 } }, new float[,] { { 1, 0 } });
        Assert.Equal((0 + 2.5) / 2, logs["huber"], 6);
        Assert.Equal(-1 / Math.Sqrt(10), logs["cosine_similarity"], 6);      // Keras 3.15.1: the function is that of the loss; the metric CosineSimilarity is positive
        Assert.Equal(1.5, logs["mean_absolute_error"], 6);
        Assert.Equal(again.ToJson(), Model.FromJson(again.ToJson()).ToJson());
    }

    [Fact]
    public void Loss_among_the_metrics_is_the_mean_of_its_batches()
    {
        var model = new Sequential([new InputLayer([1]), new Activation("linear")], "row");
        model.Compile("sgd", "mse", metrics: ["mae"]);
        string sum = KerasRegistry.Serialize(new Losses.MeanSquaredError(Reduction.Sum)).ToJsonString();
        Model again = Model.FromJson(model.ToJson().Replace("\"mae\"", sum));
        Assert.Empty(again.LoadReport.Notes);
        Logs logs = again.Evaluate(new float[,] { { 1 }, { 2 }, { 4 } }, new float[3, 1], batchSize: 2);
        Assert.Equal(((1 + 4) + 16) / 2.0, logs["mean_squared_error"], 6);
        Assert.Contains(sum, again.ToJson());
    }

    [Fact]
    public void Unknown_optimizer_leaves_the_model_uncompiled_and_is_written_again()
    {
        var model = new Sequential([new InputLayer([4]), new Dense(2, name: "d")], "row");
        model.Compile(new SGD(0.5), "mse");
        string json = model.ToJson().Replace("\"SGD\"", "\"Wanderer\"");
        Model again = Model.FromJson(json);
        Assert.Null(again.Optimizer);
        Assert.Contains("'Wanderer' is not known", Assert.Single(again.LoadReport.Notes));
        Assert.Equal(json, again.ToJson());
        again.Compile("sgd", "mse");
        Assert.DoesNotContain("Wanderer", again.ToJson());
    }
}
