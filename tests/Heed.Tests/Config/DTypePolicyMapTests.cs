using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

public sealed class DTypePolicyMapTests
{
    [Fact]
    public void Layers_take_the_policy_of_their_path_and_the_map_is_written_as_it_was()
    {
        string json = Json("""{"row/wide":"float64","row/mixed.*":"mixed_bfloat16"}""");
        Model model = Model.FromJson(json);
        Tensor y = model.Apply(new float[,] { { 1, 2 } });
        Assert.Equal(json, model.ToJson());
        // Keras 3.15.1: the path decides; others keep the default
        Assert.Equal([DType.Float64, DType.Float32, DType.Float32], model.Layers.Select(layer => layer.Weights[0].DType));
        Assert.Equal([DType.Float64, DType.BFloat16, DType.Float32], model.Layers.Select(layer => layer.Output.DType));
        Assert.Equal(DType.Float32, y.DType);
    }

    [Theory]
    [InlineData("""{"row/w.*":"float64","row/.*e":"float16"}""", "fits row/w.*, row/.*e")]
    [InlineData("""{"row/(":"float64"}""", "row/(")]
    [InlineData("""{"row/wide":null}""", "a policy for 'row/wide'")]
    public void A_map_that_is_not_clear_is_refused(string policies, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Model.FromJson(Json(policies)).Apply(new float[,] { { 1, 2 } })).Message);

    /// <summary>A row of three layers, all with one map.</summary>
    private static string Json(string policies)
    {
        var row = new Sequential("row").Add(Input.Of([2], name: "x"));
        foreach (string name in (string[])["wide", "mixed_one", "plain"]) row.Add(new Dense(2, name: name));
        JsonNode json = JsonNode.Parse(row.ToJson())!;
        foreach (JsonNode? layer in json["config"]!["layers"]!.AsArray().Skip(1))
        {
            var map = new JsonObject(JsonNode.Parse(policies)!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : (JsonNode)new JsonObject
            {
                ["module"] = "keras",
                ["class_name"] = "DTypePolicy",
                ["config"] = new JsonObject { ["name"] = pair.Value.DeepClone() },
                ["registered_name"] = null,
            })));
            layer!["config"]!["dtype"] = new JsonObject
            {
                ["module"] = "keras.dtype_policies",
                ["class_name"] = "DTypePolicyMap",
                ["config"] = new JsonObject { ["default_policy"] = "float32", ["policy_map"] = map },
                ["registered_name"] = null,
            };
        }
        return json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
