using System.Text;
using System.Text.Json.Nodes;

namespace Heed.Fuzz;

/// <summary>Whole files to begin with: those of real Keras under <c>tests/reference</c>.</summary>
/// <param name="folder">That folder.</param>
/// <param name="scratch">Where files may be made.</param>
internal sealed class Corpus(string folder, string scratch)
{
    private const int LargestFile = 200_000;

    /// <summary>Where files may be made.</summary>
    public string Scratch => scratch;

    /// <summary>Files of an ending, none of them large.</summary>
    /// <param name="ending">With its dot.</param>
    /// <param name="isModel">Only whole models that Heed reads?</param>
    /// <param name="start">Its first characters.</param>
    public byte[][] Files(string ending, bool isModel, string start = "") =>
    [
        .. from path in Directory.EnumerateFiles(folder, "*" + ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           where new FileInfo(path).Length < LargestFile && (!isModel || Reads(path))
           let bytes = File.ReadAllBytes(path)
           where bytes.AsSpan().StartsWith(Encoding.Latin1.GetBytes(start))
           select bytes,
    ];

    /// <summary>A sequential model around each recorded layer of which that can be made, as JSON.</summary>
    public IEnumerable<byte[]> LayerModels()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "layers"), "*.json").Order(StringComparer.Ordinal))
            if (JsonNode.Parse(File.ReadAllBytes(path)) is JsonArray cases)
                foreach (JsonNode? recorded in cases.Where((_, i) => i % 7 == 0))
                    if (recorded?["object"] is JsonObject layer && Around(layer, recorded["symbolic_output_shapes"] is null ? null : recorded) is { } model)
                        yield return Encoding.UTF8.GetBytes(model);
    }

    /// <summary>Two models with few weights.</summary>
    public Model[] SmallModels() => Array.ConvertAll(["mlp_sgd_momentum", "wavenet_causal"],
        name => Model.Load(Path.Combine(folder, "models", $"{name}.keras"), new LoadOptions { Compile = false }));

    private static bool Reads(string path)
    {
        try
        {
            Model.Load(path);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? Around(JsonObject layer, JsonNode? recorded)
    {
        if ((layer["build_config"] as JsonObject)?["input_shape"] is not JsonArray shape || recorded is null || shape is [JsonArray, ..]) return null;
        var model = new JsonObject
        {
            ["module"] = "keras",
            ["class_name"] = "Sequential",
            ["config"] = new JsonObject
            {
                ["name"] = "s",
                ["layers"] = new JsonArray(
                    new JsonObject
                    {
                        ["module"] = "keras.layers",
                        ["class_name"] = "InputLayer",
                        ["config"] = new JsonObject { ["batch_shape"] = shape.DeepClone(), ["dtype"] = "float32", ["name"] = "in" },
                    },
                    layer.DeepClone()),
            },
        };
        string text = PythonJson.Write(model);
        try
        {
            Model.FromJson(text);
            return text;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
