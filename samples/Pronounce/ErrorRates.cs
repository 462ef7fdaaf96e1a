namespace Pronounce;

/// <summary>How far pronunciations are from the dictionary's: wrong phonemes per phoneme, wrong words per word.</summary>
internal readonly record struct ErrorRates(double Phonemes, double Words)
{
    public static ErrorRates Of(IReadOnlyList<Entry> expected, IReadOnlyList<Pronunciation> spoken)
    {
        int edits = 0, phonemes = 0, wrong = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            int distance = Edits(expected[i].Phonemes, spoken[i].Phonemes);
            edits += distance;
            phonemes += expected[i].Phonemes.Length;
            if (distance > 0) wrong++;
        }
        return new((double)edits / phonemes, (double)wrong / expected.Count);
    }

    public override string ToString() => $"phoneme error rate {Phonemes:0.000}, word error rate {Words:0.000}";

    /// <summary>The least number of insertions, deletions and replacements that make one sequence of the other (Levenshtein 1966).</summary>
    private static int Edits(string[] a, string[] b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1])));
            }
        }
        return row[^1];
    }
}

/// <summary>What the model says for a word, and for each phoneme how much it attended to each letter.</summary>
/// <param name="Word">The spelling.</param>
/// <param name="Phonemes">The phonemes, in order.</param>
/// <param name="Attention">A row for each phoneme with a weight for each letter; each row sums to 1.</param>
internal sealed record Pronunciation(string Word, string[] Phonemes, float[][] Attention);
