using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Arguments of calls as JSON: symbolic tensors as <c>__keras_tensor__</c>, constants as numbers or <c>__tensor__</c>.</summary>
/// <remarks>Source: keras/src/saving/serialization_lib.py, <c>serialize_keras_object</c>.</remarks>
internal static class NodeJson
{
    /// <summary>Writes an argument.</summary>
    /// <param name="item">A tensor, a list, tensors by name, a plain value, JSON or null.</param>
    /// <param name="history">Where a symbolic tensor comes from: name of the operation, number of its call, number of the output.</param>
    public static JsonNode? Write(object? item, Func<Tensor, JsonNode> history) => item switch
    {
        Tensor { IsSymbolic: true } symbolic => new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = Config.ToJson(symbolic.Shape),
                ["dtype"] = symbolic.DType.Name(),
                ["keras_history"] = history(symbolic),
            },
        },
        Tensor { Rank: 0 } number => Element(number, 0),
        Tensor constant => new JsonObject
        {
            ["class_name"] = "__tensor__",
            ["config"] = new JsonObject { ["value"] = Elements(constant, 0, 0, constant.Length), ["dtype"] = constant.DType.Name() },
        },
        object?[] list => new JsonArray([.. list.Select(inner => Write(inner, history))]),
        IReadOnlyDictionary<string, object?> names => new JsonObject(names.Select(pair => KeyValuePair.Create(pair.Key, Write(pair.Value, history)))),
        _ => Config.ToJson(item),
    };

    /// <summary>Reads an argument.</summary>
    /// <param name="node">What <see cref="Write"/> or Keras wrote.</param>
    /// <param name="find">Finds the symbolic tensor of a history.</param>
    /// <returns>A tensor, a list (<c>object?[]</c>), a dictionary, a boolean, int, long, double or string, JSON, or null.</returns>
    public static object? Read(JsonNode? node, Func<JsonArray, Tensor> find) => node switch
    {
        null => null,
        JsonArray list => list.Select(item => Read(item, find)).ToArray(),
        JsonObject item => item["class_name"].TextOrNull() switch
        {
            "__keras_tensor__" => find(item["config"].Find("keras_history").AsList()),
            "__tensor__" or "__numpy__" => Constant(item["config"].Member("value"), DTypes.Parse(item["config"].Find("dtype").AsText() ?? "float32")),
            null => item.ToDictionary(pair => pair.Key, pair => Read(pair.Value, find)),
            _ => item.DeepClone(),
        },
        JsonValue value => Plain(value),
        _ => throw new FormatException($"A value is expected. Received {node.ToJsonString()}."),
    };

    private static object Plain(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetValue<string>(),
        _ when value.TryGetValue(out int small) => small,
        _ when value.TryGetValue(out long large) => large,
        _ => PythonNumber.Read(value),
    };

    private static JsonNode Elements(Tensor tensor, int axis, int start, int length)
    {
        if (axis == tensor.Rank) return Element(tensor, start);
        int count = tensor.Shape[axis].Value, step = count == 0 ? 0 : length / count;
        return new JsonArray([.. Enumerable.Range(0, count).Select(i => Elements(tensor, axis + 1, start + i * step, step))]);
    }

    private static JsonNode Element(Tensor tensor, int index) => tensor.DType switch
    {
        DType.Bool => JsonValue.Create(tensor.AsSpan<bool>()[index]),
        DType.String => JsonValue.Create(tensor.AsSpan<string>()[index]),
        DType.UInt64 => JsonValue.Create(tensor.AsSpan<ulong>()[index]),
        var type when type.IsFloat() => PythonNumber.ToJson(tensor.Cast(DType.Float64).AsSpan<double>()[index]),
        _ => JsonValue.Create(tensor.Cast(DType.Int64).AsSpan<long>()[index]),
    };

    private static Tensor Constant(JsonNode value, DType dtype)
    {
        var lengths = new List<Dim>();
        for (JsonNode? level = value; level is JsonArray list; level = list.Count > 0 ? list[0] : null) lengths.Add(list.Count);
        var elements = new List<JsonNode>();
        Collect(value, lengths.Count, elements);
        Shape shape = new(lengths);
        if (elements.Count != shape.Size) throw new FormatException($"A constant expects rows of equal length. Received {elements.Count} elements for {shape}.");
        if (dtype == DType.String) return Tensor.From(elements.Select(element => element.AsText()!).ToArray(), shape);
        if (dtype == DType.Bool) return Tensor.From(elements.Select(element => element.GetValue<bool>()).ToArray(), shape);
        return dtype.IsFloat()
            ? Tensor.From(elements.Select(PythonNumber.Read).ToArray(), shape).Cast(dtype)
            : Tensor.From(elements.Select(element => element.GetValue<long>()).ToArray(), shape).Cast(dtype);
    }

    private static void Collect(JsonNode? value, int depth, List<JsonNode> elements)
    {
        if (depth == 0) elements.Add(value ?? throw new FormatException("A constant expects numbers. Received null."));
        else
            foreach (JsonNode? row in value as JsonArray ?? throw new FormatException("A constant expects rows of equal depth."))
                Collect(row, depth - 1, elements);
    }
}
