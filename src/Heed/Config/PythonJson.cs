using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>JSON as Python's <c>json</c> module spells and reads it.</summary>
/// <remarks>
/// Written: ", " and ": " between items, every character outside ASCII as <c>\uXXXX</c>, numbers as they were read or as <see cref="PythonNumber"/> spells them.
/// Read: also the bare words <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which are no JSON, but which Python writes.
/// </remarks>
internal static class PythonJson
{
    /// <summary>How deep braces and brackets may be nested: deeper than any model, and safe to walk by recursion.</summary>
    public const int MaxDepth = 512;

    /// <summary>What <c>json.dumps</c> gives.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    /// <summary>Reads text that Python, or any other program, wrote.</summary>
    /// <param name="text">JSON in which no name comes twice.</param>
    /// <param name="maxDepth">How deep it may be nested.</param>
    /// <exception cref="JsonException">It is something else.</exception>
    public static JsonNode? Read(string text, int maxDepth = MaxDepth)
    {
        // a document checks names and depth at once, where a node would wait until somebody looks
        using JsonDocument document = JsonDocument.Parse(WithoutBareWords(text), new() { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        return FromElement(document.RootElement);
    }

    private static JsonNode? FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(property => KeyValuePair.Create(Text(property), FromElement(property.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(FromElement)]),
        JsonValueKind.Null => null,
        JsonValueKind.String => JsonValue.Create(Text(element)),
        _ => JsonValue.Create(element.Clone()),
    };

    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException error)     // half of a pair of surrogates
        {
            throw new JsonException(error.Message, error);
        }
    }

    private static string Text(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject { Count: 2 } special when (special["class_name"] as JsonValue)?.ToString() == "__float__":
                text.Append(special["config"]?.ToString() switch { "nan" => "NaN", "inf" => "Infinity", _ => "-Infinity" });
                break;
            case JsonObject item:
                Join('{', item, '}', text, (pair, to) =>
                {
                    Quote(pair.Key, to);
                    to.Append(": ");
                    Write(pair.Value, to);
                });
                break;
            case JsonArray list:
                Join('[', list, ']', text, Write);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Quote(value.GetValue<string>(), text);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Join<T>(char open, IEnumerable<T> items, char close, StringBuilder text, Action<T, StringBuilder> write)
    {
        text.Append(open);
        string separator = "";
        foreach (T item in items)
        {
            text.Append(separator);
            separator = ", ";
            write(item, text);
        }
        text.Append(close);
    }

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (char c in value)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                >= ' ' and <= '~' => text.Append(c),
                _ => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        text.Append('"');
    }

    /// <summary>The text with Python's bare words replaced by what <see cref="PythonNumber"/> holds for such numbers.</summary>
    private static string WithoutBareWords(string text)
    {
        if (!text.Contains("NaN", StringComparison.Ordinal) && !text.Contains("Infinity", StringComparison.Ordinal)) return text;
        var replaced = new StringBuilder(text.Length);
        bool inString = false;
        for (int i = 0; i < text.Length; i++)
        {
            ReadOnlySpan<char> rest = text.AsSpan(i);
            (string Word, string Name) special = inString ? default
                : rest.StartsWith("NaN") ? ("NaN", "nan") : rest.StartsWith("Infinity") ? ("Infinity", "inf")
                : rest.StartsWith("-Infinity") ? ("-Infinity", "-inf") : default;
            if (special.Word is not null)
            {
                replaced.Append(CultureInfo.InvariantCulture, $$"""{"class_name": "__float__", "config": "{{special.Name}}"}""");
                i += special.Word.Length - 1;
                continue;
            }
            replaced.Append(text[i]);
            if (text[i] == '"') inString = !inString;
            else if (inString && text[i] == '\\' && i + 1 < text.Length) replaced.Append(text[++i]);
        }
        return replaced.ToString();
    }
}
