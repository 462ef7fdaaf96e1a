using System.Text.RegularExpressions;

namespace Heed.Conformance;

/// <summary>The cases where Heed differs from Keras on purpose, each with its reason: Differences.md.</summary>
internal sealed partial class Differences
{
    private readonly Dictionary<string, string> _reasons = [];

    /// <summary>The list that was built into this program.</summary>
    public static Differences BuiltIn { get; } = new(ReadBuiltIn());

    /// <exception cref="FormatException">A list item is not an id in backquotes, a colon and a reason, or an id is listed twice.</exception>
    public Differences(string markdown)
    {
        foreach (string line in markdown.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("- ")))
        {
            Match item = Item().Match(line);
            if (!item.Success) throw new FormatException($"Differences.md expects items '- `id`: reason'. Received '{line}'.");
            if (!_reasons.TryAdd(item.Groups["id"].Value, item.Groups["reason"].Value))
                throw new FormatException($"Differences.md expects each case once. Received '{item.Groups["id"].Value}' twice. Remove one.");
        }
    }

    /// <summary>Why Heed differs in this case, or <see langword="null"/> if it should not.</summary>
    public string? Reason(string id) => _reasons.GetValueOrDefault(id);

    /// <summary>The verdict after looking at the list, and whether the case is listed without need.</summary>
    public (Result Result, bool IsStale) Apply(Result result) => Reason(result.Case.Id) switch
    {
        null => (result, false),
        _ when result.Outcome == Outcome.Passed => (result, true),
        _ when result.Outcome == Outcome.Unsupported => (result, false),    // a difference needs an answer to differ
        var reason => (result with { Outcome = Outcome.Passed, Message = reason }, false),
    };

    private static string ReadBuiltIn()
    {
        using Stream stream = typeof(Differences).Assembly.GetManifestResourceStream("Differences.md")!;
        return new StreamReader(stream).ReadToEnd();
    }

    [GeneratedRegex(@"^- `(?<id>[^`]+)`: (?<reason>.+)$")]
    private static partial Regex Item();
}
