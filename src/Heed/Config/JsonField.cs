using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Values in foreign JSON, where anything may stand: of the kind that is expected, or an error that says where it is.</summary>
internal static class JsonField
{
    private const int ShownLength = 200;

    /// <summary>The value of a key; <see langword="null"/>: it is not there or null, or the node is no object.</summary>
    public static JsonNode? Find(this JsonNode? node, string key) => (node as JsonObject)?[key];

    /// <summary>The value of a key that must be there.</summary>
    /// <exception cref="ArgumentException">The node is no object, or has no such key.</exception>
    public static JsonNode Member(this JsonNode? node, string key) => node.Find(key) ?? throw Error(node, $"an object with '{key}'");

    /// <summary>The text; <see langword="null"/> where there is null.</summary>
    /// <exception cref="ArgumentException">It is another kind of value.</exception>
    public static string? AsText(this JsonNode? node) => node is null ? null
        : node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Error(node, "a text");

    /// <summary>The text, if it is one.</summary>
    public static string? TextOrNull(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The whole number; <see langword="null"/> where there is null.</summary>
    /// <exception cref="ArgumentException">It is another kind of value, or none of 32 bits.</exception>
    public static int? AsWhole(this JsonNode? node) => node is null ? null
        : node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) ? number
        : throw Error(node, $"a whole number of at most {int.MaxValue}");

    /// <summary>The list.</summary>
    /// <exception cref="ArgumentException">It is another kind of value.</exception>
    public static JsonArray AsList(this JsonNode? node) => node as JsonArray ?? throw Error(node, "a list");

    /// <summary>The object.</summary>
    /// <exception cref="ArgumentException">It is another kind of value.</exception>
    public static JsonObject AsItem(this JsonNode? node) => node as JsonObject ?? throw Error(node, "an object");

    /// <summary>The error for a value that cannot be what it should.</summary>
    public static ArgumentException Error(JsonNode? node, string expectation) =>
        new($"Config expects {expectation}{(node is null ? "" : $" at {node.GetPath()}")}. Received {Short(node)}.");

    /// <summary>The beginning of the text of a value.</summary>
    public static string Short(JsonNode? node) => node?.ToJsonString() is not { } text ? "nothing" : text.Length <= ShownLength ? text : text[..ShownLength] + "…";
}
