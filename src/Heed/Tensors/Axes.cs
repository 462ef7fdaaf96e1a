using System.Collections;
using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>One axis or several, as layers and constraints take them: <c>axis: -1</c> or <c>axis: [1, 2]</c>.</summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public sealed class Axes : IReadOnlyList<int>, IEquatable<Axes>
{
    private readonly int[] _axes;

    private Axes(int[] axes, bool isList) => (_axes, IsList) = (axes, isList);     // never empty

    /// <summary>What a collection expression calls.</summary>
    /// <param name="axes">Negative ones count from the last.</param>
    /// <returns>The axes, in the given order.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Axes Create(ReadOnlySpan<int> axes) => axes.Length > 0 ? new(axes.ToArray(), isList: true)
        : throw new ArgumentException("Axes expects at least one axis. Received an empty list.", nameof(axes));

    /// <summary>How many axes there are.</summary>
    public int Count => _axes.Length;

    /// <summary>Were they given as a list, rather than as one axis? Configs keep the difference.</summary>
    public bool IsList { get; }

    /// <summary>One of the axes.</summary>
    /// <param name="index">From 0.</param>
    public int this[int index] => _axes[index];

    /// <summary>A single axis.</summary>
    /// <param name="axis">Negative counts from the last.</param>
    public static implicit operator Axes(int axis) => new([axis], isList: false);

    /// <summary>Several axes.</summary>
    /// <param name="axes">Negative ones count from the last.</param>
    public static implicit operator Axes(int[] axes) => Create(axes);

    /// <summary>The axes as integers.</summary>
    /// <returns>A copy.</returns>
    public int[] ToArray() => [.. _axes];

    /// <inheritdoc/>
    public bool Equals(Axes? other) => other is not null && IsList == other.IsList && _axes.AsSpan().SequenceEqual(other._axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => _axes.Aggregate(_axes.Length, HashCode.Combine);

    /// <summary>As Python prints them: <c>-1</c> or <c>[1, 2]</c>.</summary>
    /// <returns>The axes as text.</returns>
    public override string ToString() => IsList ? $"[{string.Join(", ", _axes)}]" : $"{_axes[0]}";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
