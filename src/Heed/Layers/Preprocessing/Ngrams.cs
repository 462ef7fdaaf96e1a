using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>How many neighbouring words make a token: a number n for all runs of up to n words, or a list of lengths.</summary>
public sealed class Ngrams
{
    private readonly int? _upTo;

    private Ngrams(int? upTo, int[] widths)
    {
        if (widths.Length == 0 || widths.Any(width => width < 1))
            throw new ArgumentException($"Ngrams expects numbers of words of at least 1. Received {(upTo is { } single ? single : $"[{string.Join(", ", widths)}]")}.");
        (_upTo, Widths) = (upTo, widths);
    }

    /// <summary>The lengths of the runs, in the order in which they come out.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>All lengths up to a number.</summary>
    /// <param name="upTo">At least 1.</param>
    public static implicit operator Ngrams(int upTo) => new(upTo, [.. Enumerable.Range(1, Math.Max(0, upTo))]);

    /// <summary>These lengths.</summary>
    /// <param name="widths">Each at least 1.</param>
    public static implicit operator Ngrams(int[] widths) => new(null, [.. widths]);

    internal static Ngrams? Read(Config config) => config.Json["ngrams"] switch
    {
        null => null,
        JsonArray => config.Get<int[]>("ngrams", []),
        _ => config.Get("ngrams", 1),
    };

    internal static object? Write(Ngrams? ngrams) => ngrams is null ? null : ngrams._upTo is { } upTo ? upTo : ngrams.Widths;
}
