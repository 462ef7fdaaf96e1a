using System.Collections;
using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>The lengths of a tensor's axes, outermost first; a symbolic tensor may have unknown ones.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<Dim>, IEquatable<Shape>
{
    private readonly Dim[] _dims;

    private Shape(Dim[] dims) => _dims = dims;

    /// <summary>A shape of the given dimensions.</summary>
    /// <param name="dims">Lengths, outermost first; <see langword="null"/> is unknown.</param>
    public Shape(params IEnumerable<Dim> dims) : this([.. dims]) { }

    /// <summary>What a collection expression calls: <c>Shape s = [2, null, 4];</c></summary>
    /// <param name="dims">Lengths, outermost first.</param>
    /// <returns>The shape.</returns>
    public static Shape Create(ReadOnlySpan<Dim> dims) => new(dims.ToArray());

    /// <summary>The shape of a single number.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>How many axes there are.</summary>
    public int Rank => _dims.Length;

    /// <summary>The number of axes, as a list's count.</summary>
    public int Count => _dims.Length;

    /// <summary>Are all lengths known?</summary>
    public bool IsKnown => Array.TrueForAll(_dims, dim => dim.IsKnown);

    /// <summary>How many elements a tensor of this shape has.</summary>
    /// <exception cref="InvalidOperationException">A length is unknown.</exception>
    /// <exception cref="ShapeException">There are more than 2³¹ − 1 elements.</exception>
    public int Size
    {
        get
        {
            long size = 1;
            bool empty = Array.Exists(_dims, dim => dim.Value == 0);
            if (empty) return 0;
            foreach (Dim dim in _dims)
            {
                size *= dim.Value;
                if (size > Array.MaxLength) throw new ShapeException($"Shape expects at most {Array.MaxLength} elements. Received {this}.");
            }
            return (int)size;
        }
    }

    /// <summary>The length of one axis.</summary>
    /// <param name="axis">From 0; <c>^1</c> is the last.</param>
    public Dim this[int axis] => _dims[axis];

    /// <summary>The length of one axis.</summary>
    /// <param name="axis">From either end.</param>
    public Dim this[Index axis] => _dims[axis];

    /// <summary>Some neighbouring axes.</summary>
    /// <param name="axes">Such as <c>..^1</c>.</param>
    public Shape this[Range axes] => new(_dims[axes]);

    /// <summary>The lengths as integers.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidOperationException">A length is unknown.</exception>
    public int[] ToArray() => Array.ConvertAll(_dims, dim => dim.Value);

    /// <summary>The same shape with one length replaced.</summary>
    /// <param name="axis">From either end.</param>
    /// <param name="dim">The new length.</param>
    /// <returns>A new shape.</returns>
    public Shape With(Index axis, Dim dim)
    {
        var dims = (Dim[])_dims.Clone();
        dims[axis] = dim;
        return new(dims);
    }

    /// <summary>Can a tensor of this shape stand where <paramref name="other"/> is asked for? Unknown lengths agree with all.</summary>
    /// <param name="other">The other shape.</param>
    /// <returns><see langword="false"/> if the ranks or two known lengths differ.</returns>
    public bool IsCompatibleWith(Shape other) =>
        Rank == other.Rank && _dims.AsSpan().SequenceEqual(other._dims, DimAgreement.Instance);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dims.AsSpan().SequenceEqual(other._dims);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <summary>Are both the same, unknown lengths included?</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Do they differ in any way?</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">Another.</param>
    /// <returns>The opposite of <c>==</c>.</returns>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (Dim dim in _dims) hash.Add(dim);
        return hash.ToHashCode();
    }

    /// <summary>As Python prints a tuple: <c>(2, None, 4)</c>, <c>(3,)</c>, <c>()</c>.</summary>
    /// <returns>The lengths in parentheses.</returns>
    public override string ToString() => Rank == 1 ? $"({_dims[0]},)" : $"({string.Join(", ", _dims)})";

    /// <inheritdoc/>
    public IEnumerator<Dim> GetEnumerator() => ((IEnumerable<Dim>)_dims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class DimAgreement : IEqualityComparer<Dim>
    {
        public static readonly DimAgreement Instance = new();
        public bool Equals(Dim x, Dim y) => x == y;
        public int GetHashCode(Dim dim) => 0;
    }
}
