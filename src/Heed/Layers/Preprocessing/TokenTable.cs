using Heed.Kernels;

namespace Heed.Layers;

/// <summary>The vocabulary of a lookup at work: words by number and numbers by word, and the counts from which it is learned.</summary>
internal abstract class TokenTable
{
    /// <summary>A table of words or of whole numbers.</summary>
    public static TokenTable Of(DType type) => type == DType.String ? new TextTable() : new NumberTable();

    /// <summary>How many tokens there are, special ones not counted.</summary>
    public abstract int Size { get; }

    /// <summary>Is nothing counted?</summary>
    public abstract bool IsCountEmpty { get; }

    /// <summary>How many documents were counted.</summary>
    public abstract long Documents { get; }

    /// <summary>A token by its place.</summary>
    public abstract Token this[int place] { get; }

    /// <summary>Takes tokens; <paramref name="mask"/> gets a number of its own, whatever else it is.</summary>
    /// <returns>The first token that occurs twice, if one does; then nothing has changed.</returns>
    public abstract Token? Set(IReadOnlyList<Token> tokens, long firstNumber, Token? mask, long maskNumber);

    /// <summary>The number of every element of a tensor of words or numbers, or −1.</summary>
    public abstract void Find(Tensor words, Span<long> numbers);

    /// <summary>The tokens of numbers; others give <paramref name="unknown"/>, and 0 gives <paramref name="mask"/> if there is one.</summary>
    public abstract Tensor Tokens(Tensor numbers, long firstNumber, Token unknown, Token? mask);

    /// <summary>Counts a batch; every row along the first axis is a document.</summary>
    public abstract void Count(Tensor rows);

    /// <summary>Forgets all counts.</summary>
    public abstract void ClearCounts();

    /// <summary>Takes the most frequent tokens but for the special ones, and gives in how many documents each occurs.</summary>
    public abstract (Token[] Tokens, long[] Documents) MostFrequent(int most, params ReadOnlySpan<Token?> without);
}

/// <summary>A <see cref="TokenTable"/> of one type.</summary>
internal abstract class TokenTable<T> : TokenTable where T : notnull
{
    private T[] _tokens = [];

    /// <summary>Words to numbers.</summary>
    public WordTable<T> Numbers { get; private set; } = new(0);

    /// <summary>What was counted.</summary>
    public WordCounts<T> Counts { get; private set; } = new();

    public override int Size => _tokens.Length;

    public override bool IsCountEmpty => Counts.IsEmpty;

    public override long Documents => Counts.Documents;

    public override Token this[int place] => ToToken(_tokens[place]);

    protected abstract IComparer<T> Order { get; }

    protected abstract T FromToken(Token token);

    protected abstract Token ToToken(T word);

    public override Token? Set(IReadOnlyList<Token> tokens, long firstNumber, Token? mask, long maskNumber)
    {
        T[] words = [.. tokens.Select(FromToken)];
        var numbers = new WordTable<T>(words.Length + 1);
        for (int i = 0; i < words.Length; i++)
            if (!numbers.TryAdd(words[i], firstNumber + i)) return tokens[i];
        if (mask is { } special) numbers.Set(FromToken(special), maskNumber);
        (_tokens, Numbers) = (words, numbers);
        return null;
    }

    public override void Find(Tensor words, Span<long> numbers) => Numbers.Find(words.AsSpan<T>(), numbers);

    public override Tensor Tokens(Tensor numbers, long firstNumber, Token unknown, Token? mask)
    {
        T other = FromToken(unknown);
        Tensor y = Tensor.Allocate(numbers.Shape, DTypes.Of<T>());
        ReadOnlySpan<long> x = numbers.AsSpan<long>();
        Span<T> words = y.Writable<T>();
        for (int i = 0; i < x.Length; i++)
        {
            long place = x[i] - firstNumber;
            words[i] = x[i] == 0 && mask is { } token ? FromToken(token) : (ulong)place < (ulong)_tokens.Length ? _tokens[place] : other;
        }
        return y;
    }

    public override void Count(Tensor rows)
    {
        ReadOnlySpan<T> words = rows.AsSpan<T>();
        int count = rows.Shape[0].Value, length = count == 0 ? 0 : words.Length / count;
        for (int row = 0; row < count; row++)
        {
            Counts.BeginDocument();
            foreach (T word in words.Slice(row * length, length)) Counts.Add(word);
        }
    }

    public override void ClearCounts() => Counts = new();

    public override (Token[] Tokens, long[] Documents) MostFrequent(int most, params ReadOnlySpan<Token?> without)
    {
        foreach (Token? special in without)
            if (special is { } token) Counts.Remove(FromToken(token));
        T[] words = Counts.MostFrequent(most, Order);
        return (Array.ConvertAll(words, ToToken), Array.ConvertAll(words, Counts.DocumentsWith));
    }
}

/// <summary>A table of words; among equally frequent ones the order is that of their UTF-8 bytes.</summary>
internal sealed class TextTable : TokenTable<string>
{
    protected override IComparer<string> Order => ByCodePoints.Instance;

    protected override string FromToken(Token token) => token.Text ?? throw new ArgumentException($"A vocabulary of strings expects strings. Received the number {token}.");

    protected override Token ToToken(string word) => word;

    /// <summary>UTF-16 puts surrogates before U+E000 … U+FFFF; UTF-8, like code points, behind.</summary>
    private sealed class ByCodePoints : IComparer<string>
    {
        public static readonly ByCodePoints Instance = new();

        public int Compare(string? x, string? y)
        {
            int same = x.AsSpan().CommonPrefixLength(y);
            if (same == x!.Length || same == y!.Length) return x.Length.CompareTo(y!.Length);
            return Rank(x[same]).CompareTo(Rank(y[same]));
        }

        private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
    }
}

/// <summary>A table of whole numbers.</summary>
internal sealed class NumberTable : TokenTable<long>
{
    protected override IComparer<long> Order => Comparer<long>.Default;

    protected override long FromToken(Token token) => token.Text is null ? token.Number
        : throw new ArgumentException($"A vocabulary of whole numbers expects numbers. Received {token}.");

    protected override Token ToToken(long word) => word;
}
