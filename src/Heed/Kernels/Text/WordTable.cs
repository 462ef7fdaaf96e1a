using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Words and their numbers: found by the word, or by its characters without a string being made.</summary>
/// <typeparam name="T">string or long.</typeparam>
internal sealed class WordTable<T> where T : notnull
{
    private const int PieceLength = 4096;

    private readonly Dictionary<T, long> _numbers;
    private readonly Dictionary<T, long>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;     // of strings only

    /// <param name="capacity">How many words there will be.</param>
    public WordTable(int capacity)
    {
        _numbers = typeof(T) == typeof(string) ? new(capacity, (IEqualityComparer<T>)(object)StringComparer.Ordinal) : new(capacity);
        if (typeof(T) == typeof(string)) _byCharacters = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Gives a word a number; false where it has one already, which stays.</summary>
    public bool TryAdd(T word, long number) => _numbers.TryAdd(word, number);

    /// <summary>Gives a word a number, whatever it had.</summary>
    public void Set(T word, long number) => _numbers[word] = number;

    /// <summary>The number of every word, or −1.</summary>
    public void Find(ReadOnlySpan<T> words, Span<long> y)
    {
        FindPieces pieces = new(_numbers, words, y);
        WorkerPool.Run((words.Length + PieceLength - 1) / PieceLength, pieces);
    }

    /// <summary>The number of the word with these characters, or −1.</summary>
    public long Find(ReadOnlySpan<char> word) => _byCharacters.TryGetValue(word, out long number) ? number : -1;

    private readonly ref struct FindPieces(Dictionary<T, long> numbers, ReadOnlySpan<T> words, Span<long> y) : IPieces
    {
        private readonly ReadOnlySpan<T> _words = words;
        private readonly Span<long> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            for (int i = piece * PieceLength; i < Math.Min(_words.Length, (piece + 1) * PieceLength); i++)
                _y[i] = numbers.TryGetValue(_words[i], out long number) ? number : -1;
        }
    }
}
