using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>What is cut off or added before and after each spatial axis: <c>1</c> everywhere, <c>[1, 2]</c> by axis, <c>[[1, 0], [2, 3]]</c> by side.</summary>
[CollectionBuilder(typeof(Margins), nameof(Create))]
public sealed class Margins : IReadOnlyList<Lengths>
{
    private readonly Lengths[] _axes;

    private Margins(Lengths[] axes, bool isList) => (_axes, IsList) = (axes, isList);

    /// <summary>What a collection expression calls.</summary>
    /// <param name="axes">For each axis a number for both sides, or one for each side.</param>
    /// <returns>The margins, in the given order.</returns>
    public static Margins Create(ReadOnlySpan<Lengths> axes) => new(axes.ToArray(), isList: true);

    /// <summary>For how many axes there are margins.</summary>
    public int Count => _axes.Length;

    /// <summary>Were they given as a list, rather than as one number for all sides?</summary>
    public bool IsList { get; }

    /// <summary>The margins of an axis.</summary>
    /// <param name="index">From 0.</param>
    public Lengths this[int index] => _axes[index];

    /// <summary>One for all sides of all axes.</summary>
    /// <param name="length">The number.</param>
    public static implicit operator Margins(int length) => new([length], isList: false);

    /// <summary>One for both sides of each axis.</summary>
    /// <param name="lengths">The numbers.</param>
    public static implicit operator Margins(int[] lengths) => new([.. lengths.Select(length => (Lengths)length)], isList: true);

    /// <summary>As Python prints them: <c>1</c>, <c>[1, 2]</c> or <c>[[1, 0], [2, 3]]</c>.</summary>
    /// <returns>The numbers as text.</returns>
    public override string ToString() => IsList ? $"[{string.Join(", ", _axes.AsEnumerable())}]" : $"{_axes[0]}";

    /// <inheritdoc/>
    public IEnumerator<Lengths> GetEnumerator() => ((IEnumerable<Lengths>)_axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A number for both sides of each of <paramref name="rank"/> axes.</summary>
    /// <exception cref="ArgumentException">There are fewer or more, or one is negative.</exception>
    internal (int Before, int After)[] Of(int rank, object owner, string argument)
    {
        Lengths[] all = IsList ? _axes : [.. Enumerable.Repeat(_axes[0], rank)];
        return all.Length == rank && Array.TrueForAll(all, sides => sides.Count == (sides.IsList ? 2 : 1) && sides.All(length => length >= 0))
            ? Array.ConvertAll(all, sides => (sides[0], sides[^1]))
            : throw new ArgumentException(
                $"{owner} expects {argument} to be a whole number of at least 0, {rank} of them, or {rank} pairs. Received {this}.", argument);
    }

    /// <summary>A setting of a config; <see langword="null"/> if it is absent or null.</summary>
    internal static Margins? Read(Config config, string key) => config.Get<JsonNode?>(key, null) switch
    {
        null => null,
        JsonArray list => new([.. list.Select(Sides)], isList: true),
        _ => config.Get(key, 0),
    };

    private static Lengths Sides(JsonNode? node) => node is JsonArray ? new Config().With("sides", node).Get<int[]>("sides", []) : new Config().With("side", node).Get("side", 0);
}
