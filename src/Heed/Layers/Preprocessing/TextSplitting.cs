using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>How <see cref="TextVectorization"/> splits a text into tokens.</summary>
/// <remarks>A user's own function stands in configs under its name: <c>KerasRegistry.Register("commas", _ =&gt; new TextSplitting("commas", text =&gt; text.Split(',')))</c>.</remarks>
public sealed class TextSplitting : IKerasObject
{
    /// <summary>A function of the text.</summary>
    /// <param name="name">The name that configs hold; <see langword="null"/>: configs cannot hold it.</param>
    /// <param name="function">Gives the tokens in order.</param>
    public TextSplitting(string? name, Func<string, IEnumerable<string>>? function) => (Name, Function) = (name, function);

    /// <summary>Every element of the input is a token already; those along the last axis belong together.</summary>
    public static TextSplitting None { get; } = new(null, null);

    /// <summary>At spaces, tabs and line ends.</summary>
    public static TextSplitting Whitespace { get; } = new("whitespace", null);

    /// <summary>After every Unicode character.</summary>
    public static TextSplitting Character { get; } = new("character", null);

    /// <summary>The name that configs hold.</summary>
    public string? Name { get; }

    /// <summary>A user's own function.</summary>
    public Func<string, IEnumerable<string>>? Function { get; }

    /// <inheritdoc/>
    public string Module => "builtins";

    /// <inheritdoc/>
    public string ClassName => "function";

    JsonNode? IKerasObject.ShortForm => Function is null ? JsonValue.Create(Name) : FunctionConfig.Of(Name ?? throw new ArgumentException(
        "TextVectorization expects a name for its split function where its config is asked for. Received a function without one. "
        + "Use new TextSplitting(name, function) and KerasRegistry.Register(name, _ => splitting)."));

    /// <summary>One of Keras's ways by its name.</summary>
    /// <param name="name">whitespace or character.</param>
    /// <exception cref="ArgumentException">There is no such way.</exception>
    public static implicit operator TextSplitting(string name) => name switch
    {
        "whitespace" => Whitespace,
        "character" => Character,
        _ => throw new ArgumentException($"TextVectorization expects 'whitespace' or 'character' as split, or a TextSplitting. Received '{name}'."),
    };

    /// <summary>A function of the text, without a name in configs.</summary>
    /// <param name="function">Gives the tokens in order.</param>
    public static implicit operator TextSplitting(Func<string, IEnumerable<string>> function) => new(null, function);

    /// <inheritdoc/>
    public Config GetConfig() => new();

    internal static TextSplitting Read(Config config) => !config.Has("split") ? Whitespace : config.Json["split"] switch
    {
        null => None,
        JsonValue name => name.AsText()!,
        var function => KerasRegistry.Deserialize<TextSplitting>(function),
    };
}
