using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Heed.Tests;

/// <summary>Models that real Keras saved: their config must make the same layers, with the same shapes and sizes.</summary>
public sealed class ReferenceModelsTests
{
    private static readonly string Folder = SourceTree.Root + "tests/reference/models/";

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory, MemberData(nameof(Names))]
    public void A_saved_config_makes_a_model_with_the_summary_that_Keras_prints(string name)
    {
        Assert.SkipWhen(Unknown(name) is not null, $"{Unknown(name)} is not a part of Heed yet.");
        JsonNode recorded = JsonNode.Parse(SourceTree.Read($"tests/reference/models/{name}.json"))!;
        Model model = Model.FromJson(Config(name));

        Assert.Equal((long)recorded["params"]!, model.CountParameters());
        List<string> expected = Cells((string)recorded["summary"]!), received = Cells(model.Summary());
        Assert.Equal(expected.Count, received.Count);
        Assert.All(expected.Zip(received), rows => Assert.Matches($"^{Regex.Escape(rows.First).Replace("…", ".*")}$", rows.Second));     // … stands where Keras found no room
    }

    [Theory, MemberData(nameof(Names))]
    public void A_saved_config_is_written_again_as_it_was_read(string name)
    {
        Assert.SkipWhen(Unknown(name) is not null, $"{Unknown(name)} is not a part of Heed yet.");
        JsonObject saved = JsonNode.Parse(Config(name))!["config"]!.AsObject();
        JsonObject again = JsonNode.Parse(Model.FromJson(Config(name)).ToJson())!["config"]!.AsObject();
        WithoutIds(saved);
        Assert.Equal(saved.ToJsonString(), again.ToJsonString());
    }

    /// <summary>Takes out Keras's addresses of objects that occur twice.</summary>
    private static void WithoutIds(JsonNode? node)
    {
        (node as JsonObject)?.Remove("shared_object_id");
        foreach (JsonNode? inner in (IEnumerable<JsonNode?>?)(node as JsonArray) ?? (node as JsonObject)?.Select(pair => pair.Value) ?? []) WithoutIds(inner);
    }

    private static string Config(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead($"{Folder}{name}.keras");
        using var reader = new StreamReader(archive.GetEntry("config.json")!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The class of the first layer that is not known; <see langword="null"/>: all are.</summary>
    private static string? Unknown(string name)
    {
        static IEnumerable<string> Classes(JsonNode? node) => node switch
        {
            JsonObject item when (string?)item["module"] is "keras.layers" => [(string)item["class_name"]!, .. Classes(item["config"])],
            JsonObject item => item.SelectMany(pair => Classes(pair.Value)),
            JsonArray list => list.SelectMany(Classes),
            _ => [],
        };
        return Classes(JsonNode.Parse(Config(name))!["config"]).FirstOrDefault(layer => !KerasRegistry.Knows<Heed.Layers.Layer>(layer));
    }

    /// <summary>The rows of the table of layers, a cell's lines put together without spaces: the width of a column is a matter of taste.</summary>
    private static List<string> Cells(string summary)
    {
        List<string[]> rows = [];
        bool isNew = true;
        foreach (string line in summary.Split('\n'))
        {
            if (line.Length == 0 || line[0] is not ('│' or '┃')) isNew = true;
            else
            {
                string[] cells = [.. line.Trim('│', '┃').Split('│', '┃').Select(cell => cell.Replace(" ", ""))];
                if (isNew) rows.Add(cells);
                else rows[^1] = [.. rows[^1].Zip(cells, (above, below) => above + below)];
                isNew = false;
            }
        }
        return [.. rows.Select(cells => string.Join(" | ", cells))];
    }
}
