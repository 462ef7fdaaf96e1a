using Heed;

namespace Pronounce;

/// <summary>Words as padded tensors.</summary>
internal static class Batches
{
    /// <summary>Spellings as tokens (B, Tl), padded with 0 to the longest.</summary>
    public static Tensor Letters(IReadOnlyList<string> words)
    {
        var tokens = new int[words.Count, words.Max(word => word.Length)];
        for (int i = 0; i < words.Count; i++)
            for (int j = 0; j < words[i].Length; j++) tokens[i, j] = Alphabet.Letter(words[i][j]);
        return tokens;
    }

    /// <summary>What the decoder hears and what it should say: start p₁ p₂ … and p₁ p₂ … end, both (B, Tp), padded with 0.</summary>
    public static (Tensor Previous, Tensor Next) Phonemes(IReadOnlyList<Entry> entries)
    {
        int length = entries.Max(entry => entry.Phonemes.Length) + 1;
        int[,] previous = new int[entries.Count, length], next = new int[entries.Count, length];
        for (int i = 0; i < entries.Count; i++)
        {
            int[] tokens = Array.ConvertAll(entries[i].Phonemes, Alphabet.Phoneme);
            previous[i, 0] = Alphabet.Start;
            for (int j = 0; j < tokens.Length; j++) previous[i, j + 1] = next[i, j] = tokens[j];
            next[i, tokens.Length] = Alphabet.End;
        }
        return (previous, next);
    }
}
