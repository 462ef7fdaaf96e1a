namespace Heed;

/// <summary>An equation such as <c>bqd,bkd->bqk</c>, read for operands of given ranks: a label for every axis.</summary>
/// <remarks>The axes behind an ellipsis get labels that nobody can type, aligned at the last of them.</remarks>
internal sealed class EinsumEquation
{
    private const char FirstOfEllipsis = '\uE000';    // private use area

    private readonly string _text;

    /// <summary>Reads the equation.</summary>
    /// <exception cref="ArgumentException">It is no equation, or does not fit the operands.</exception>
    public EinsumEquation(string text, int[] ranks)
    {
        _text = text.Replace(" ", "", StringComparison.Ordinal);
        string[] sides = _text.Split("->");
        string[] terms = sides[0].Split(',');
        Expect(sides.Length <= 2, "at most one arrow");
        Expect(terms.Length == ranks.Length, $"one term for each of {ranks.Length} operands");
        Inputs = [.. terms.Select((term, i) => Expand(term, ranks[i]))];

        string ellipsis = Inputs.Select(labels => string.Concat(labels.Where(IsOfEllipsis))).MaxBy(labels => labels.Length)!;
        if (sides.Length == 2)
        {
            bool hasEllipsis = sides[1].Contains("...", StringComparison.Ordinal);
            Output = Expand(sides[1], sides[1].Length + (hasEllipsis ? ellipsis.Length - 3 : 0));
            Expect(Output.Distinct().Count() == Output.Length, "every label of the result once");
            Expect(Output.All(label => Inputs.Any(labels => labels.Contains(label))), "every label of the result among those of the operands");
        }
        else
        {
            string all = string.Concat(Inputs);
            Output = ellipsis + string.Concat(all.Where(label => !IsOfEllipsis(label) && all.Count(other => other == label) == 1).Order());
        }
    }

    /// <summary>The labels of each operand's axes.</summary>
    public string[] Inputs { get; }

    /// <summary>The labels of the result's axes; without an arrow: those that occur once, in alphabetical order, behind the ellipsis.</summary>
    public string Output { get; }

    public override string ToString() => _text;

    private string Expand(string term, int rank)
    {
        int place = term.IndexOf("...", StringComparison.Ordinal), named = place < 0 ? term.Length : term.Length - 3, rest = rank - named;
        Expect(place < 0 ? rest == 0 : rest >= 0, $"as many labels in '{term}' as its tensor has axes ({rank})");
        IEnumerable<char> ofEllipsis = Enumerable.Range(0, rest).Reverse().Select(fromEnd => (char)(FirstOfEllipsis + fromEnd));
        string labels = place < 0 ? term : term[..place] + string.Concat(ofEllipsis) + term[(place + 3)..];
        Expect(labels.All(label => char.IsAsciiLetter(label) || IsOfEllipsis(label)), $"letters and at most one ellipsis in '{term}'");
        return labels;
    }

    private static bool IsOfEllipsis(char label) => label >= FirstOfEllipsis && label < FirstOfEllipsis + 64;

    private void Expect(bool ok, string expectation)
    {
        if (!ok) throw new ArgumentException($"Einsum expects {expectation}. Received '{_text}'.");
    }
}
