namespace Heed;

/// <summary>At which end of a sequence something happens.</summary>
public enum SequenceEnd
{
    /// <summary>At its beginning (Keras's <c>pre</c>).</summary>
    Pre,
    /// <summary>At its end (Keras's <c>post</c>).</summary>
    Post,
}

public static partial class Utils
{
    /// <summary>Makes sequences equally long, and puts them into one tensor.</summary>
    /// <param name="sequences">Such as <c>int[][]</c> or a list of lists.</param>
    /// <param name="maxlen">The length of all; <see langword="null"/>: that of the longest.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: int32 for numbers, else that of the sequences.</param>
    /// <param name="padding">Where shorter ones are filled up.</param>
    /// <param name="truncating">Where longer ones are cut.</param>
    /// <param name="value">What is filled in; <see langword="null"/>: 0, false or the empty text.</param>
    /// <typeparam name="T">A number type, bool or string.</typeparam>
    /// <returns>(number of sequences, maxlen).</returns>
    /// <exception cref="ArgumentException">There are no sequences, or <paramref name="dtype"/> cannot hold the values.</exception>
    /// <remarks>Keras: <c>keras.utils.pad_sequences</c>, keras/src/utils/sequence_utils.py.</remarks>
    public static Tensor PadSequences<T>(IEnumerable<IReadOnlyList<T>> sequences, int? maxlen = null, DType? dtype = null,
                                         SequenceEnd padding = SequenceEnd.Pre, SequenceEnd truncating = SequenceEnd.Pre, Tensor? value = null) =>
        PadSequences(sequences.Select(sequence => Tensor.From<T>([.. sequence], [sequence.Count])), maxlen, dtype, padding, truncating, value);

    /// <summary>Makes sequences equally long, and puts them into one tensor.</summary>
    /// <param name="sequences">Their first axes are their lengths; the others are equal.</param>
    /// <param name="maxlen">The length of all; <see langword="null"/>: that of the longest.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: int32 for numbers, else that of the sequences.</param>
    /// <param name="padding">Where shorter ones are filled up.</param>
    /// <param name="truncating">Where longer ones are cut.</param>
    /// <param name="value">What is filled in; <see langword="null"/>: 0, false or the empty text.</param>
    /// <returns>(number of sequences, maxlen, …).</returns>
    /// <exception cref="ArgumentException">There are no sequences, their shapes differ, or <paramref name="dtype"/> cannot hold the values.</exception>
    /// <remarks>Keras: <c>keras.utils.pad_sequences</c>, keras/src/utils/sequence_utils.py.</remarks>
    public static Tensor PadSequences(IEnumerable<Tensor> sequences, int? maxlen = null, DType? dtype = null,
                                      SequenceEnd padding = SequenceEnd.Pre, SequenceEnd truncating = SequenceEnd.Pre, Tensor? value = null)
    {
        const string owner = "Utils.PadSequences";
        Tensor[] rows = [.. sequences];
        Require.Optional(maxlen, Require.Positive, owner);
        if (rows.Length == 0) throw new ArgumentException($"{owner} expects at least one sequence. Received none.");
        if (Array.FindIndex(rows, row => row.Rank == 0) is >= 0 and var scalar) throw new ShapeException($"{owner} expects sequences. Received a scalar at position {scalar}.");
        Shape rest = (Array.Find(rows, row => row.Length > 0) ?? rows[0]).Shape[1..];
        int wrong = Array.FindIndex(rows, row => row.Length > 0 && !row.Shape[1..].Equals(rest));
        if (wrong >= 0) throw new ShapeException($"{owner} expects sequences whose elements have the shape {rest} of the first. Received {rows[wrong].Shape[1..]} at position {wrong}.");

        DType type = dtype ?? (rows[0].DType is DType.String or DType.Bool ? rows[0].DType : DType.Int32);
        if (Array.FindIndex(rows, row => row.Length > 0 && (row.DType == DType.String) != (type == DType.String)) is >= 0 and var mixed)
            throw new ArgumentException($"{owner} expects sequences that become {type.Name()}. Received {rows[mixed].DType.Name()} at position {mixed}. Pass dtype.");
        int length = maxlen ?? rows.Max(row => row.Shape[0].Value);
        Tensor result = Tensor.Allocate([rows.Length, length, .. rest], type);
        ElementBytes.Broadcast(PaddedRows.Value(owner, value, type), result);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length == 0) continue;
            int own = rows[i].Shape[0].Value, count = Math.Min(own, length);
            int from = truncating is SequenceEnd.Pre ? own - count : 0, to = i * length + (padding is SequenceEnd.Pre ? length - count : 0);
            ElementBytes.Move(rows[i].DType == type ? rows[i] : rows[i].Cast(type), result, new Stretch(from * rest.Size, to * rest.Size, count * rest.Size));
        }
        return result;
    }

    private readonly struct Stretch(int from, int to, int count) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => x.Slice(from, count).CopyTo(y[to..]);
    }
}
