using System.Collections;
using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>A whole number for every spatial axis, or one for all: kernel sizes, strides, dilation rates, as in <c>kernelSize: 3</c> or <c>kernelSize: [3, 5]</c>.</summary>
[CollectionBuilder(typeof(Lengths), nameof(Create))]
public sealed class Lengths : IReadOnlyList<int>
{
    private readonly int[] _lengths;

    private Lengths(int[] lengths, bool isList) => (_lengths, IsList) = (lengths, isList);

    /// <summary>What a collection expression calls.</summary>
    /// <param name="lengths">One for each axis.</param>
    /// <returns>The numbers, in the given order.</returns>
    public static Lengths Create(ReadOnlySpan<int> lengths) => new(lengths.ToArray(), isList: true);

    /// <summary>How many were given.</summary>
    public int Count => _lengths.Length;

    /// <summary>Were they given as a list, rather than as one for all axes?</summary>
    public bool IsList { get; }

    /// <summary>One of the numbers.</summary>
    /// <param name="index">From 0.</param>
    public int this[int index] => _lengths[index];

    /// <summary>One for all axes.</summary>
    /// <param name="length">The number.</param>
    public static implicit operator Lengths(int length) => new([length], isList: false);

    /// <summary>One for each axis.</summary>
    /// <param name="lengths">The numbers.</param>
    public static implicit operator Lengths(int[] lengths) => Create(lengths);

    /// <summary>A number for each of <paramref name="rank"/> axes.</summary>
    /// <param name="rank">How many axes.</param>
    /// <param name="owner">Whose argument it is.</param>
    /// <param name="argument">Its name.</param>
    /// <param name="least">The smallest that is allowed.</param>
    /// <exception cref="ArgumentException">There are fewer or more, or one is too small.</exception>
    internal int[] Of(int rank, object owner, string argument, int least = 1)
    {
        int[] all = IsList ? [.. _lengths] : [.. Enumerable.Repeat(_lengths[0], rank)];
        return all.Length == rank && Array.TrueForAll(all, length => length >= least) ? all
            : throw new ArgumentException($"{owner} expects {argument} to be a whole number of at least {least}, or {rank} of them. Received {this}.", argument);
    }

    /// <summary>As Python prints them: <c>3</c> or <c>[3, 5]</c>.</summary>
    /// <returns>The numbers as text.</returns>
    public override string ToString() => IsList ? $"[{string.Join(", ", _lengths)}]" : $"{_lengths[0]}";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
