using System.Text.Json.Nodes;
using Heed.Kernels;

namespace Heed.Layers;

/// <summary>What <see cref="TextVectorization"/> does to a text before it splits it.</summary>
/// <remarks>A user's own function stands in configs under its name: <c>KerasRegistry.Register("plain", _ =&gt; new TextStandardization("plain", text =&gt; …))</c>.</remarks>
public sealed class TextStandardization : IKerasObject
{
    private static readonly TextStandardization[] BuiltIn =
    [
        new("lower_and_strip_punctuation", new CharacterRule(lower: true, strip: true)),
        new("lower", new CharacterRule(lower: true, strip: false)),
        new("strip_punctuation", new CharacterRule(lower: false, strip: true)),
    ];

    private TextStandardization(string? name, CharacterRule rule) => (Name, Rule) = (name, rule);

    /// <summary>A function of the text.</summary>
    /// <param name="name">The name that configs hold; <see langword="null"/>: configs cannot hold it.</param>
    /// <param name="function">Gives the text to be split.</param>
    public TextStandardization(string? name, Func<string, string> function) : this(name, new CharacterRule(lower: false, strip: false)) => Function = function;

    /// <summary>Nothing is done.</summary>
    public static TextStandardization None { get; } = new(null, new CharacterRule(lower: false, strip: false));

    /// <summary>ASCII letters are made small, ASCII punctuation is left out.</summary>
    public static TextStandardization LowerAndStripPunctuation => BuiltIn[0];

    /// <summary>ASCII letters are made small.</summary>
    public static TextStandardization Lower => BuiltIn[1];

    /// <summary>ASCII punctuation is left out.</summary>
    public static TextStandardization StripPunctuation => BuiltIn[2];

    /// <summary>The name that configs hold.</summary>
    public string? Name { get; }

    /// <summary>A user's own function.</summary>
    public Func<string, string>? Function { get; }

    /// <inheritdoc/>
    public string Module => "builtins";

    /// <inheritdoc/>
    public string ClassName => "function";

    internal CharacterRule Rule { get; }

    JsonNode? IKerasObject.ShortForm => Function is null ? JsonValue.Create(Name) : FunctionConfig.Of(Name ?? throw new ArgumentException(
        "TextVectorization expects a name for its standardize function where its config is asked for. Received a function without one. "
        + "Use new TextStandardization(name, function) and KerasRegistry.Register(name, _ => standardization)."));

    /// <summary>One of Keras's ways by its name.</summary>
    /// <param name="name">lower_and_strip_punctuation, lower or strip_punctuation.</param>
    /// <exception cref="ArgumentException">There is no such way.</exception>
    public static implicit operator TextStandardization(string name) => Array.Find(BuiltIn, item => item.Name == name)
        ?? throw new ArgumentException("TextVectorization expects 'lower_and_strip_punctuation', 'lower' or 'strip_punctuation' as standardize, or a TextStandardization. "
            + $"Received '{name}'.");

    /// <summary>A function of the text, without a name in configs.</summary>
    /// <param name="function">Gives the text to be split.</param>
    public static implicit operator TextStandardization(Func<string, string> function) => new(null, function);

    /// <inheritdoc/>
    public Config GetConfig() => new();

    internal static TextStandardization Read(Config config) => !config.Has("standardize") ? LowerAndStripPunctuation : config.Json["standardize"] switch
    {
        null => None,
        JsonValue name => name.AsText()!,
        var function => KerasRegistry.Deserialize<TextStandardization>(function),
    };
}
