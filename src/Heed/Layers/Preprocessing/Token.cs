using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>An entry of a vocabulary: a word, or a whole number.</summary>
public readonly record struct Token
{
    private Token(string? text, long number) => (Text, Number) = (text, number);

    /// <summary>The word; <see langword="null"/>: it is a number.</summary>
    public string? Text { get; }

    /// <summary>The number, if it is no word.</summary>
    public long Number { get; }

    /// <summary>A word.</summary>
    /// <param name="text">Not null.</param>
    public static implicit operator Token(string text) => new(text ?? throw new ArgumentNullException(nameof(text)), 0);

    /// <summary>A whole number.</summary>
    /// <param name="number">Any.</param>
    public static implicit operator Token(long number) => new(null, number);

    /// <summary>The word or the digits.</summary>
    /// <returns>As text.</returns>
    public override string ToString() => Text is null ? Number.ToString(CultureInfo.InvariantCulture) : $"'{Text}'";

    internal static Token? Read(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number when decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && decimal.IsInteger(number) => (long)number,
        _ => throw new ArgumentException($"Config expects words or whole numbers in a vocabulary. Received {node.ToJsonString()}."),
    };

    internal static JsonNode? Write(Token? token) => token is not { } given ? null : given.Text is { } text ? JsonValue.Create(text) : JsonValue.Create(given.Number);
}
