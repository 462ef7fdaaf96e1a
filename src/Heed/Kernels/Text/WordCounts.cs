using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>How often words occur, and in how many documents: what a vocabulary is learned from, batch after batch.</summary>
/// <typeparam name="T">string or long.</typeparam>
internal sealed class WordCounts<T> where T : notnull
{
    private readonly Dictionary<T, (long Words, long Documents, long Last)> _counts;
    private readonly Dictionary<T, (long Words, long Documents, long Last)>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;     // of strings only

    public WordCounts()
    {
        _counts = typeof(T) == typeof(string) ? new((IEqualityComparer<T>)(object)StringComparer.Ordinal) : [];
        if (typeof(T) == typeof(string)) _byCharacters = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many documents were begun.</summary>
    public long Documents { get; private set; }

    /// <summary>Is nothing counted yet?</summary>
    public bool IsEmpty => _counts.Count == 0;

    /// <summary>The words that follow are of a new document.</summary>
    public void BeginDocument() => Documents++;

    /// <summary>Counts a word of the current document.</summary>
    public void Add(T word) => Count(ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _));

    /// <summary>Counts the word with these characters; a string is made only for a new one.</summary>
    public void Add(ReadOnlySpan<char> word) => Count(ref CollectionsMarshal.GetValueRefOrAddDefault(_byCharacters, word, out _));

    /// <summary>Forgets a word.</summary>
    public void Remove(T word) => _counts.Remove(word);

    /// <summary>Words, most frequent first; among equals the greater word first.</summary>
    public T[] MostFrequent(int most, IComparer<T> order)
    {
        (T Word, long Count)[] all = [.. _counts.Select(pair => (pair.Key, pair.Value.Words))];
        Array.Sort(all, (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : order.Compare(b.Word, a.Word));
        return [.. all.Take(most).Select(item => item.Word)];
    }

    /// <summary>In how many documents a word occurs.</summary>
    public long DocumentsWith(T word) => _counts.TryGetValue(word, out var count) ? count.Documents : 0;

    private void Count(ref (long Words, long Documents, long Last) count)
    {
        count.Words++;
        if (count.Last == Documents) return;
        count.Last = Documents;
        count.Documents++;
    }
}
