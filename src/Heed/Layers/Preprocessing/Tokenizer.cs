using System.Runtime.CompilerServices;
using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Standardizes texts, splits them and puts neighbouring tokens together: rows of tokens, one after the other, without a string for any of them.</summary>
internal sealed class Tokenizer(TextStandardization standardization, TextSplitting splitting, Ngrams? ngrams, object owner)
{
    private const int RowsPerPiece = 64;

    private readonly int[] _widths = [.. ngrams?.Widths ?? [1]];

    /// <summary>The numbers of all tokens, row by row.</summary>
    /// <param name="texts">All texts, and perhaps unused places behind them.</param>
    /// <param name="count">How many texts there are.</param>
    /// <param name="perRow">Texts in a row: one, unless they are tokens already.</param>
    /// <param name="most">At most so many tokens of a row.</param>
    /// <param name="words">The numbers of known tokens.</param>
    /// <param name="lookup">Whom to ask about others.</param>
    public long[][] Numbers(string[] texts, int count, int perRow, int most, WordTable<string> words, IndexLookup lookup)
    {
        int rows = perRow == 0 ? 0 : count / perRow;
        long[][] numbers = new long[rows][];
        Pieces pieces = new(this, texts, numbers, perRow, most, words, lookup);
        WorkerPool.Run((rows + RowsPerPiece - 1) / RowsPerPiece, pieces);
        return numbers;
    }

    /// <summary>Counts all tokens; every row is a document.</summary>
    public void Count(ReadOnlySpan<string> texts, int perRow, WordCounts<string> counts)
    {
        var row = new TokenRow();
        for (int start = 0; start < texts.Length; start += perRow)
        {
            counts.BeginDocument();
            Fill(row, texts.Slice(start, perRow), start);
            foreach (int width in _widths)
                for (int first = 0; first + width <= row.Count; first++) counts.Add(row.Joined(first, width));
        }
    }

    private void Fill(TokenRow row, ReadOnlySpan<string> texts, int place)
    {
        row.Clear();
        foreach (string given in texts)
        {
            TextTensor.Check(given, place++, owner);
            string text = standardization.Function is { } standardize ? standardize(given) : given;
            if (!ReferenceEquals(text, given)) TextTensor.Check(text, place - 1, owner);
            if (splitting.Function is { } split)
                foreach (string token in split(text))
                {
                    TextTensor.Check(token, place - 1, owner);
                    row.Add(token, TextStandardization.None.Rule);
                }
            else if (splitting == TextSplitting.Whitespace) row.AddWords(text, standardization.Rule);
            else if (splitting == TextSplitting.Character) row.AddCharacters(text, standardization.Rule);
            else row.Add(text, standardization.Rule);
        }
    }

    private readonly struct Pieces(Tokenizer tokenizer, string[] texts, long[][] numbers, int perRow, int most, WordTable<string> words, IndexLookup lookup) : IPieces
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            var row = new TokenRow();
            for (int i = piece * RowsPerPiece; i < Math.Min(numbers.Length, (piece + 1) * RowsPerPiece); i++)
            {
                tokenizer.Fill(row, texts.AsSpan(i * perRow, perRow), i * perRow);
                numbers[i] = Row(row, i * perRow);
            }
        }

        private long[] Row(TokenRow row, int place)
        {
            int count = 0;
            foreach (int width in tokenizer._widths) count += Math.Max(0, row.Count - width + 1);
            long[] found = new long[Math.Min(count, most)];
            int at = 0;
            foreach (int width in tokenizer._widths)
                for (int first = 0; first + width <= row.Count && at < found.Length; first++)
                {
                    ReadOnlySpan<char> token = row.Joined(first, width);
                    long number = words.Find(token);
                    found[at++] = number >= 0 ? number : lookup.Stranger(token, place);
                }
            return found;
        }
    }
}
