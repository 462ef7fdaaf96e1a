using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Python's <c>x[1, 2:5, None]</c> as configs hold it: integers and <c>__slice__</c>.</summary>
internal static class IndexJson
{
    /// <summary>Reads the key of Keras's <c>GetItem</c>.</summary>
    public static TensorIndex[] Read(object? key) => key is object?[] several ? Array.ConvertAll(several, ReadOne) : [ReadOne(key)];

    /// <summary>Writes one index of an axis: an integer, or start, stop and step.</summary>
    public static JsonNode Write(TensorIndex index) => index.Python is ({ } element, _, _, _) ? element : new JsonObject
    {
        ["class_name"] = "__slice__",
        ["config"] = new JsonObject { ["start"] = index.Python.Start, ["stop"] = index.Python.Stop, ["step"] = index.Python.Step },
    };

    private static TensorIndex ReadOne(object? item) => item switch
    {
        int element => element,
        JsonObject slice when slice["class_name"].TextOrNull() == "__slice__" && slice["config"] is JsonObject config =>
            TensorIndex.Slice(config["start"].AsWhole(), config["stop"].AsWhole(), config["step"].AsWhole() ?? 1),
        _ => throw new ArgumentException($"GetItem expects integers and slices. Received {item ?? "null"}. Use ExpandDims or Take."),
    };
}
