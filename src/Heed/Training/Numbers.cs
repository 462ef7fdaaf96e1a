using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>One number or several, as losses and metrics take them: <c>thresholds: 0.5</c> or <c>thresholds: [0.5, 0.7]</c>.</summary>
[CollectionBuilder(typeof(Numbers), nameof(Create))]
public sealed class Numbers : IReadOnlyList<double>, IEquatable<Numbers>
{
    private readonly double[] _values;

    private Numbers(double[] values, bool isList) => (_values, IsList) = (values, isList);     // never empty

    /// <summary>What a collection expression calls.</summary>
    /// <param name="values">At least one.</param>
    /// <returns>The numbers, in the given order.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Numbers Create(ReadOnlySpan<double> values) => values.Length > 0 ? new(values.ToArray(), isList: true)
        : throw new ArgumentException("Numbers expects at least one number. Received an empty list.", nameof(values));

    /// <summary>How many numbers there are.</summary>
    public int Count => _values.Length;

    /// <summary>Were they given as a list, rather than as one number? Configs keep the difference.</summary>
    public bool IsList { get; }

    /// <summary>One of the numbers.</summary>
    /// <param name="index">From 0.</param>
    public double this[int index] => _values[index];

    /// <summary>A single number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Numbers(double value) => new([value], isList: false);

    /// <summary>Several numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static implicit operator Numbers(double[] values) => Create(values);

    /// <inheritdoc/>
    public bool Equals(Numbers? other) => other is not null && IsList == other.IsList && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Numbers);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(_values.Length, HashCode.Combine);

    /// <summary>As Python prints them: <c>0.5</c> or <c>[0.5, 0.7]</c>.</summary>
    /// <returns>The numbers as text.</returns>
    public override string ToString() => IsList ? $"[{string.Join(", ", _values.Select(PythonNumber.Spell))}]" : PythonNumber.Spell(_values[0]);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a config holds.</summary>
    internal object ToConfig() => IsList ? _values : _values[0];

    /// <summary>A number or a list in a config; <see langword="null"/> where the key is absent or null.</summary>
    internal static Numbers? Read(Config config, string key) => config.Get<JsonNode?>(key, null) switch
    {
        null => null,
        JsonArray => config.Require<double[]>(key),
        _ => config.Require<double>(key),
    };

    /// <summary>A scalar, or a vector.</summary>
    internal Tensor ToTensor(DType type) => (IsList ? Tensor.From(_values, [_values.Length]) : Tensor.FromScalar(_values[0])).Cast(type);
}
