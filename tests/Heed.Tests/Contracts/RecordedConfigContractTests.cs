using System.Text.Json.Nodes;
using Heed.Losses;
using Heed.Metrics;
using Heed.Optimizers;

namespace Heed.Tests;

/// <summary>Configs that Keras wrote, of losses, metrics, optimizers and schedules, are read and written again with the same keys, order and values.</summary>
public sealed class RecordedConfigContractTests
{
    public static TheoryData<string> Files => [.. from folder in new[] { "losses", "metrics", "optimizers", "schedules" }
                                                  from file in Directory.GetFiles(Path.Combine(SourceTree.Root, "tests/reference", folder), "*.json")
                                                  select $"{folder}/{Path.GetFileName(file)}"];

    [Theory, MemberData(nameof(Files))]
    public void Config_is_written_as_Keras_writes_it(string file)
    {
        foreach (JsonNode? item in JsonNode.Parse(SourceTree.Read($"tests/reference/{file}"))!.AsArray())
        {
            JsonNode recorded = (item!["object"] ?? item["optimizer"])!;
            IKerasObject made = file.Split('/')[0] switch
            {
                "losses" => KerasRegistry.Deserialize<Loss>(recorded.DeepClone()),
                "metrics" => KerasRegistry.Deserialize<Metric>(recorded.DeepClone()),
                "optimizers" => KerasRegistry.Deserialize<Optimizer>(recorded.DeepClone()),
                _ => KerasRegistry.Deserialize<LearningRateSchedule>(recorded.DeepClone()),
            };
            AssertSame(recorded["config"], made.GetConfig().Json, $"{recorded["class_name"]}");
        }
    }

    private static void AssertSame(JsonNode? wanted, JsonNode? received, string what)
    {
        switch (wanted, received)
        {
            case (JsonObject a, JsonObject b):
                Assert.Equal(a.Select(pair => pair.Key), b.Select(pair => pair.Key));
                foreach ((string key, JsonNode? value) in a) AssertSame(value, b[key], $"{what}: {key}");
                break;
            case (JsonArray a, JsonArray b):
                Assert.Equal(a.Count, b.Count);
                for (int i = 0; i < a.Count; i++) AssertSame(a[i], b[i], $"{what}[{i}]");
                break;
            case (JsonValue a, JsonValue b) when a.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                Assert.Equal(PythonNumber.Read(a), PythonNumber.Read(b), 1e-7);
                break;
            default:
                Assert.True(JsonNode.DeepEquals(wanted, received), $"{what} is {received?.ToJsonString() ?? "null"}, in Keras {wanted?.ToJsonString() ?? "null"}.");
                break;
        }
    }
}
