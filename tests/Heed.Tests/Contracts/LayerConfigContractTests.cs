using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>A config that Keras would not have written makes an argument error or a layer, whatever stands in it; nothing else comes out.</summary>
public sealed class LayerConfigContractTests
{
    private static readonly string?[] Values =
    [
        null, "-1", "0", "1.5", "1e39", "3000000000", "\"x\"", "[]", "[0]", "[null]", "[1,2,3,4,5,6]", "[\"x\"]", "[[1],[1,1]]", "{}", "{\"class_name\":\"X\"}", "true",
    ];

    public static TheoryData<string> Names => [.. LayerSamples.Table.DistinctBy(sample => sample.ClassName).Select(sample => sample.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Wrong_settings_are_argument_errors(string name)
    {
        JsonNode right = KerasRegistry.Serialize(LayerSamples.Table.Single(sample => sample.Name == name).Make());
        foreach (string key in right["config"]!.AsObject().Select(pair => pair.Key))
            foreach (string? value in Values)
            {
                JsonNode wrong = right.DeepClone();
                wrong["config"]![key] = value is null ? null : JsonNode.Parse(value);
                Exception? error = Record.Exception(() => KerasRegistry.Serialize(KerasRegistry.Deserialize<Layer>(wrong)));
                Assert.True(error is null or ArgumentException, $"{key} = {value ?? "null"}: {error}");
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_no_layer_at_all_is_an_argument_error(string name)
    {
        JsonNode right = KerasRegistry.Serialize(LayerSamples.Table.Single(sample => sample.Name == name).Make());
        foreach (string key in new[] { "class_name", "config", "build_config" })
            foreach (string? value in Values)
            {
                JsonNode wrong = right.DeepClone();
                wrong[key] = value is null ? null : JsonNode.Parse(value);
                Exception? error = Record.Exception(() => KerasRegistry.Deserialize<Layer>(wrong));
                Assert.True(error is null or ArgumentException, $"{key} = {value ?? "null"}: {error}");
            }
    }
}
