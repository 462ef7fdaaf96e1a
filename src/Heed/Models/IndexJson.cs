using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Python's <c>x[1, 2:5, None, ...]</c> as configs hold it: integers, <c>__slice__</c>, null for a new axis, <c>__ellipsis__</c>.</summary>
internal static class IndexJson
{
    /// <summary>Takes the part of a tensor that the key of Keras's <c>GetItem</c> says.</summary>
    public static Tensor Apply(Tensor x, object? key)
    {
        object?[] items = key as object?[] ?? [key];
        int rest = x.Rank - items.Count(item => item is not null && !IsEllipsis(item));
        List<TensorIndex> indices = [];
        List<int> newAxes = [];
        int axis = 0;       // of the result
        foreach (object? item in items)
        {
            TensorIndex[] taken = IsEllipsis(item) ? [.. Enumerable.Repeat(TensorIndex.Slice(null, null), Math.Max(rest, 0))] : item is null ? [] : [ReadOne(item)];
            if (item is null) newAxes.Add(axis++);
            axis += taken.Count(index => !index.DropsAxis);
            indices.AddRange(taken);
        }
        Tensor part = Ops.Slice(x, [.. indices]);
        return newAxes.Count == 0 ? part : Ops.ExpandDims(part, newAxes.ToArray());
    }

    /// <summary>Writes one index of an axis: an integer, or start, stop and step.</summary>
    public static JsonNode Write(TensorIndex index) => index.Python is ({ } element, _, _, _) ? element : new JsonObject
    {
        ["class_name"] = "__slice__",
        ["config"] = new JsonObject { ["start"] = index.Python.Start, ["stop"] = index.Python.Stop, ["step"] = index.Python.Step },
    };

    private static bool IsEllipsis(object? item) => item is JsonObject named && (string?)named["class_name"] == "__ellipsis__";

    private static TensorIndex ReadOne(object? item) => item switch
    {
        int element => element,
        JsonObject slice when slice["class_name"].TextOrNull() == "__slice__" && slice["config"] is JsonObject config =>
            TensorIndex.Slice(config["start"].AsWhole(), config["stop"].AsWhole(), config["step"].AsWhole() ?? 1),
        _ => throw new ArgumentException($"GetItem expects integers, slices, null and an ellipsis. Received {item ?? "null"}. Use Take."),
    };
}
