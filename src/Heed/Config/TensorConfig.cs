using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Tensors inside configs: a number is itself, an array is Keras's <c>__numpy__</c> object with nested lists.</summary>
/// <remarks>Source: keras/src/saving/serialization_lib.py.</remarks>
internal static class TensorConfig
{
    /// <summary>A config value for a tensor; as NumPy's array, unless Keras itself keeps a <c>__tensor__</c>.</summary>
    public static JsonNode ToJson(Tensor value, string className = "__numpy__")
    {
        if (value.Rank == 0) return Element(value, 0);
        return new JsonObject
        {
            ["class_name"] = className,
            ["config"] = new JsonObject { ["value"] = Nested(value, value.Shape.ToArray(), 0), ["dtype"] = value.DType.Name() },
        };
    }

    /// <summary>A number, or lists of lists of numbers, as NumPy's <c>tolist</c> gives them.</summary>
    public static JsonNode ToLists(Tensor value) => Nested(value, value.Shape.ToArray(), 0);

    /// <summary>The tensor of a number, a list, or one of Keras's serialized tensors; a bare number takes the type of what it meets.</summary>
    /// <exception cref="ArgumentException">The lists are not rectangular, or hold something else than numbers and booleans.</exception>
    public static Tensor Read(JsonNode node)
    {
        if (node.Find("class_name").TextOrNull() is "__numpy__" or "__tensor__")
            return Read(node.Find("config").Member("value")).Cast(DTypes.Parse(node.Find("config").Find("dtype").AsText() ?? "float32"));
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return node.GetValue<bool>();
        if (node is JsonArray)
        {
            var values = new List<double>();
            var lengths = new List<Dim>();
            Flatten(node, 0, lengths, values);
            return Tensor.From(values.ToArray(), new Shape(lengths));
        }
        return int.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
            ? (Tensor)whole : PythonNumber.Read(node);
    }

    private static JsonNode Nested(Tensor value, int[] lengths, int start)
    {
        if (lengths.Length == 0) return Element(value, start);
        int step = lengths[1..].Aggregate(1, (product, length) => product * length);
        return new JsonArray([.. Enumerable.Range(0, lengths[0]).Select(i => Nested(value, lengths[1..], start + i * step))]);
    }

    private static JsonNode Element(Tensor value, int index)
    {
        if (value.DType == DType.Bool) return JsonValue.Create(value.AsSpan<bool>()[index]);
        if (value.Weak is { } number && value.DType.IsFloat()) return PythonNumber.ToJson(number);
        return value.DType.IsFloat() ? PythonNumber.ToJson(value.Cast(DType.Float64).AsSpan<double>()[index])
            : JsonValue.Create(value.Cast(DType.Int64).AsSpan<long>()[index]);
    }

    private static void Flatten(JsonNode? node, int depth, List<Dim> lengths, List<double> values)
    {
        if (node is JsonArray list)
        {
            if (depth == lengths.Count && values.Count == 0) lengths.Add(list.Count);
            if (depth >= lengths.Count || lengths[depth] != list.Count) throw Ragged(list);
            foreach (JsonNode? item in list) Flatten(item, depth + 1, lengths, values);
            return;
        }
        if (node is null || depth != lengths.Count) throw Ragged(node);
        values.Add(node.GetValueKind() switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => PythonNumber.Read(node) });
    }

    private static ArgumentException Ragged(JsonNode? node) =>
        new($"Config expects lists of numbers of equal lengths for a tensor. Received {node?.ToJsonString() ?? "null"} where the lengths or the depth differ.");
}
