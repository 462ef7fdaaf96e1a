using System.Collections;
using System.Runtime.CompilerServices;

namespace Heed.Layers;

/// <summary>A mask for each input, or null: <c>[queryMask, null]</c>. True keeps.</summary>
[CollectionBuilder(typeof(Masks), nameof(Create))]
public sealed class Masks : IReadOnlyList<Tensor?>
{
    private readonly Tensor?[] _masks;

    /// <summary>Masks in the order of the inputs.</summary>
    /// <param name="masks">Booleans; null: everything is kept.</param>
    public Masks(params IEnumerable<Tensor?> masks) => _masks = [.. masks];

    /// <summary>What a collection expression calls.</summary>
    /// <param name="masks">In the order of the inputs.</param>
    /// <returns>The masks.</returns>
    public static Masks Create(ReadOnlySpan<Tensor?> masks) => new(masks.ToArray());

    /// <summary>How many masks there are.</summary>
    public int Count => _masks.Length;

    /// <summary>Was it given as a list, rather than as one mask?</summary>
    internal bool IsList { get; init; } = true;

    /// <summary>The mask of an input.</summary>
    /// <param name="index">Which input, from 0.</param>
    public Tensor? this[int index] => _masks[index];

    /// <summary>Are all of them absent?</summary>
    internal bool AreAbsent => Array.TrueForAll(_masks, mask => mask is null);

    /// <summary>The mask of a single input.</summary>
    /// <param name="mask">True keeps.</param>
    public static implicit operator Masks(Tensor mask) => new([mask]) { IsList = false };

    /// <summary>The mask of a single input, as a C# array.</summary>
    /// <param name="mask">Such as <c>bool[,]</c>.</param>
    public static implicit operator Masks(Array mask) => new([Tensor.From(mask)]) { IsList = false };

    /// <summary>The masks that inputs carry.</summary>
    internal static Masks Carried(Tensors inputs) => new(inputs.Select(input => input.Mask)) { IsList = inputs.IsList };

    /// <inheritdoc/>
    public IEnumerator<Tensor?> GetEnumerator() => ((IEnumerable<Tensor?>)_masks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
