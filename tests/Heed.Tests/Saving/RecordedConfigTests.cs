using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>The configurations of all recorded layers come out as Keras wrote them, letter by letter: keys, order, values.</summary>
public sealed class RecordedConfigTests
{
    public static TheoryData<string> Classes => [.. Directory.GetFiles(SourceTree.Root + "tests/reference/layers", "*.json")
        .Select(path => Path.GetFileNameWithoutExtension(path)).Where(KerasRegistry.Knows<Layer>).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Config_is_spelled_as_Keras_spells_it(string name)
    {
        foreach (JsonNode? item in JsonNode.Parse(File.ReadAllText($"{SourceTree.Root}tests/reference/layers/{name}.json"))!.AsArray())
        {
            JsonObject recorded = item!["object"]!.AsObject();
            if (Read(recorded) is not { } layer) continue;
            Assert.Equal(Clean(recorded["config"]!), Clean(Config.ToJson(layer.GetConfig())!));
        }
    }

    /// <summary>The layer; null: it holds a class that Heed does not know yet.</summary>
    private static Layer? Read(JsonObject recorded)
    {
        try
        {
            return KerasRegistry.Deserialize<Layer>(recorded);
        }
        catch (ArgumentException error) when (error.Message.Contains("not known to Heed") || error.Message.Contains("lora_rank"))
        {
            return null;
        }
    }

    /// <summary>Without the shapes of layers inside, which are noted when they are built, and Python's marks of shared objects.</summary>
    private static string Clean(JsonNode config)
    {
        JsonNode copy = config.DeepClone();
        Strip(copy);
        return PythonJson.Write(copy).Replace(".0,", ",").Replace(".0}", "}").Replace(".0]", "]");      // Python keeps 1 and 1.0 apart, C# arguments do not
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            foreach (string key in (string[])["shared_object_id", "build_config", "build_input_shape"]) item.Remove(key);
            foreach ((_, JsonNode? value) in item) Strip(value);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? value in list) Strip(value);
        }
    }
}
