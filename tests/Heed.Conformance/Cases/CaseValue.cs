using System.Text.Json;

namespace Heed.Conformance;

/// <summary>Reads the values in cases: <c>$tensor</c>, <c>$strings</c>, <c>$float</c>, <c>$tuple</c>, <c>$dict</c>, or themselves.</summary>
internal static class CaseValue
{
    /// <summary>The single tensors of a structure as Keras flattens it: lists in order, dictionaries by sorted key.</summary>
    /// <remarks>A list of plain numbers or strings is one tensor; null is a leaf without tensor.</remarks>
    public static IEnumerable<(string Name, Tensor? Tensor)> Flatten(JsonElement value, TensorFile tensors, string name = "")
    {
        if (value.ValueKind == JsonValueKind.Null) return [(name, null)];
        if (Marked(value, "$dict") is { } dictionary)
            return dictionary.EnumerateObject().OrderBy(x => x.Name, StringComparer.Ordinal)
                .SelectMany(x => Flatten(x.Value, tensors, name.Length == 0 ? x.Name : $"{name}/{x.Name}"));
        if ((Marked(value, "$tuple") ?? value) is { ValueKind: JsonValueKind.Array } list && !IsLiteral(list))
            return list.EnumerateArray().SelectMany((x, i) => Flatten(x, tensors, name.Length == 0 ? $"{i}" : $"{name}/{i}"));
        return [(name, ToTensor(value, tensors))];
    }

    /// <summary>A structure as a layer takes it: one tensor, a list, or tensors by name.</summary>
    public static Tensors ToTensors(JsonElement value, TensorFile tensors)
    {
        (string Name, Tensor? Tensor)[] leaves = [.. Flatten(value, tensors).Where(x => x.Tensor is not null)];
        if (Marked(value, "$dict") is not null) return Tensors.Named(leaves.Select(x => KeyValuePair.Create(x.Name, x.Tensor!)));
        bool isList = Marked(value, "$tuple") is not null || (value.ValueKind == JsonValueKind.Array && !IsLiteral(value));
        return isList ? Tensors.List(leaves.Select(x => x.Tensor!)) : Tensors.Single(leaves[0].Tensor!);
    }

    /// <summary>One tensor: of the file, of strings, or written out as a number, a string or a list of them.</summary>
    public static Tensor ToTensor(JsonElement value, TensorFile tensors)
    {
        if (Marked(value, "$tensor") is { } name) return tensors[name.GetString()!];
        if (Marked(value, "$strings") is { } strings)
            return Tensor.From([.. strings.EnumerateArray().Select(x => x.GetString()!)], ToShape(value.GetProperty("shape")));
        JsonElement[] leaves = [.. Leaves(value)];
        Shape shape = ShapeOf(value);
        return leaves switch
        {
            [{ ValueKind: JsonValueKind.String }, ..] => Tensor.From([.. leaves.Select(x => x.GetString()!)], shape),
            [{ ValueKind: JsonValueKind.True or JsonValueKind.False }, ..] => Tensor.From([.. leaves.Select(x => x.GetBoolean())], shape),
            _ when leaves.All(x => x.TryGetInt32(out _)) => Tensor.From([.. leaves.Select(x => x.GetInt32())], shape),
            _ => Tensor.From([.. leaves.Select(x => (float)ToDouble(x))], shape),
        };
    }

    /// <summary>A number, <c>nan</c> and <c>inf</c> included.</summary>
    public static double ToDouble(JsonElement value) => Marked(value, "$float")?.GetString() switch
    {
        null => value.GetDouble(),
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var other => throw new FormatException($"$float expects 'nan', 'inf' or '-inf'. Received '{other}'."),
    };

    /// <summary>A shape, with null for an unknown length.</summary>
    public static Shape ToShape(JsonElement value) => new((Marked(value, "$tuple") ?? value).EnumerateArray()
        .Select(x => x.ValueKind == JsonValueKind.Null ? Dim.Unknown : x.GetInt32()));

    /// <summary>What stands under a marker such as <c>$tuple</c>, or <see langword="null"/> if the value has no such marker.</summary>
    public static JsonElement? Marked(JsonElement value, string marker) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(marker, out JsonElement inner) ? inner : null;

    /// <summary>Is it, whole, a list of numbers, booleans or strings (and not a list of tensors)?</summary>
    private static bool IsLiteral(JsonElement value) =>
        value.GetArrayLength() > 0 && Leaves(value).All(x => x.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null));

    private static IEnumerable<JsonElement> Leaves(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Leaves) : [value];

    private static Shape ShapeOf(JsonElement value)
    {
        var lengths = new List<Dim>();
        for (; value.ValueKind == JsonValueKind.Array; value = value[0]) lengths.Add(value.GetArrayLength());
        return new(lengths);
    }
}
