using System.Collections;
using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>One or several tensors, in order and perhaps with names: the inputs and outputs of layers and models.</summary>
/// <remarks>A tensor, a C# array, a list <c>[query, value]</c> and a dictionary convert to it; with one tensor inside it converts back.</remarks>
[CollectionBuilder(typeof(Tensors), nameof(Create))]
public sealed class Tensors : IReadOnlyList<Tensor>
{
    private readonly Tensor[] _tensors;

    private Tensors(Tensor[] tensors, string[]? names, bool isList) => (_tensors, Names, IsList) = (tensors, names, isList);

    /// <summary>What a collection expression calls: <c>[query, value]</c>.</summary>
    /// <param name="tensors">The tensors, in order.</param>
    /// <returns>A list, even of one.</returns>
    public static Tensors Create(ReadOnlySpan<Tensor> tensors) => new(tensors.ToArray(), null, isList: true);

    /// <summary>A list of tensors.</summary>
    /// <param name="tensors">The tensors, in order.</param>
    /// <returns>A list, even of one.</returns>
    public static Tensors List(IEnumerable<Tensor> tensors) => new([.. tensors], null, isList: true);

    /// <summary>A single tensor, not a list of one.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The tensor, wrapped.</returns>
    public static Tensors Single(Tensor tensor) => new([tensor], null, isList: false);

    /// <summary>Tensors by name, in the order of <paramref name="tensors"/>.</summary>
    /// <param name="tensors">Names and tensors.</param>
    /// <returns>The named tensors.</returns>
    public static Tensors Named(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        KeyValuePair<string, Tensor>[] pairs = [.. tensors];
        return new(Array.ConvertAll(pairs, pair => pair.Value), Array.ConvertAll(pairs, pair => pair.Key), isList: true);
    }

    /// <summary>The names, if the tensors were given by name.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Is it a list or dictionary, rather than one tensor?</summary>
    public bool IsList { get; }

    /// <summary>How many tensors there are.</summary>
    public int Count => _tensors.Length;

    /// <summary>The tensor at a place.</summary>
    /// <param name="index">From 0; <c>^1</c> is the last.</param>
    public Tensor this[int index] => _tensors[index];

    /// <summary>The tensor at a place.</summary>
    /// <param name="index">From either end.</param>
    public Tensor this[Index index] => _tensors[index];

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public Tensor this[string name] => Names?.ToList().IndexOf(name) is >= 0 and var index
        ? _tensors[index]
        : throw new KeyNotFoundException($"Tensors expects one of the names {string.Join(", ", Names ?? ["(none)"])}. Received '{name}'.");

    /// <summary>The shapes, in order.</summary>
    internal Shape[] Shapes => Array.ConvertAll(_tensors, tensor => tensor.Shape);

    /// <summary>Is any of them symbolic?</summary>
    internal bool AnySymbolic => Array.Exists(_tensors, tensor => tensor.IsSymbolic);

    /// <summary>The tensors as an array of their own.</summary>
    /// <returns>A copy.</returns>
    public Tensor[] ToArray() => [.. _tensors];

    /// <summary>The same structure (single, list or names) around other tensors.</summary>
    internal Tensors WithSame(Func<Tensor, Tensor> map) => new(Array.ConvertAll(_tensors, tensor => map(tensor)), (string[]?)Names, IsList);

    /// <summary>One tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    public static implicit operator Tensors(Tensor tensor) => Single(tensor);

    /// <summary>One tensor from a C# array of numbers, booleans or strings of any rank, or a list from an array of tensors.</summary>
    /// <param name="values">Such as <c>float[,]</c> or <c>Tensor[]</c>.</param>
    public static implicit operator Tensors(Array values) => values is Tensor[] tensors ? List(tensors) : Single(Tensor.From(values));

    /// <summary>Tensors by name.</summary>
    /// <param name="tensors">Names and tensors.</param>
    public static implicit operator Tensors(Dictionary<string, Tensor> tensors) => Named(tensors);

    /// <summary>The only tensor.</summary>
    /// <param name="tensors">Exactly one.</param>
    /// <exception cref="ArgumentException">There are none or several.</exception>
    public static implicit operator Tensor(Tensors tensors) => tensors.Count == 1
        ? tensors[0]
        : throw new ArgumentException($"Tensors expects exactly one tensor where one is asked for. Received {tensors.Count}: {tensors}. Take one by its index.");

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)_tensors).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shapes.</summary>
    /// <returns>Such as <c>(2, 3, 4), (2, 5, 4)</c>.</returns>
    public override string ToString() => string.Join(", ", _tensors.Select(tensor => tensor.Shape));
}
