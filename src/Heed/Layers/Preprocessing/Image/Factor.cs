using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>How strong a random change is: one number, or the ends of an interval: <c>factor: 0.2</c>, <c>factor: [-0.1, 0.3]</c>.</summary>
[CollectionBuilder(typeof(Factor), nameof(Create))]
public sealed class Factor : IReadOnlyList<double>
{
    private readonly double[] _values;

    private Factor(double[] values, bool isPair) => (_values, IsPair) = (values, isPair);

    /// <summary>What a collection expression calls.</summary>
    /// <param name="ends">Two numbers.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentException">There are not two numbers.</exception>
    public static Factor Create(ReadOnlySpan<double> ends) => ends.Length == 2 ? new(ends.ToArray(), isPair: true)
        : throw new ArgumentException($"Factor expects a number or the two ends of an interval. Received {ends.Length} numbers.");

    /// <summary>Was an interval given, rather than one number?</summary>
    public bool IsPair { get; }

    /// <summary>How many numbers were given: 1 or 2.</summary>
    public int Count => _values.Length;

    /// <summary>One of the numbers.</summary>
    /// <param name="index">From 0.</param>
    public double this[int index] => _values[index];

    /// <summary>One number.</summary>
    /// <param name="value">What it means, the layer says.</param>
    public static implicit operator Factor(double value) => new([value], isPair: false);

    /// <summary>The ends of an interval.</summary>
    /// <param name="ends">Two numbers.</param>
    public static implicit operator Factor(double[] ends) => Create(ends);

    /// <summary>The ends of an interval.</summary>
    /// <param name="ends">Two numbers.</param>
    public static implicit operator Factor((double Lower, double Upper) ends) => Create([ends.Lower, ends.Upper]);

    /// <summary>The interval of Keras's <c>_set_factor</c>: the ends in order, or from −|x| to |x|, cut off below.</summary>
    /// <param name="owner">Whose argument it is.</param>
    /// <param name="argument">Its name.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="largest">The largest number allowed.</param>
    /// <exception cref="ArgumentException">It lies outside.</exception>
    internal (double Lower, double Upper) Within(object owner, string argument, double least, double largest)
    {
        bool isInside = IsPair ? _values[0] <= largest && _values[1] >= least && double.IsFinite(_values[0]) && double.IsFinite(_values[1])
            : _values[0] >= least && _values[0] <= largest;
        if (!isInside)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{owner} expects {argument} to be a number, or two, in [{least}, {largest}]. Received {this}."), argument);
        if (IsPair) return (Math.Min(_values[0], _values[1]), Math.Max(_values[0], _values[1]));
        double size = Math.Abs(_values[0]);
        return (Math.Max(-size, least), size);
    }

    /// <summary>The stricter interval of the layers with several factors: each number must be allowed, and one number x means −|x| to |x|.</summary>
    /// <param name="owner">Whose argument it is.</param>
    /// <param name="argument">Its name.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="largest">The largest number allowed.</param>
    /// <param name="excludesLeast">Is the smallest number itself forbidden?</param>
    /// <exception cref="ArgumentException">One lies outside.</exception>
    internal (double Lower, double Upper) Each(object owner, string argument, double least, double largest, bool excludesLeast = false)
    {
        if (!Array.TrueForAll(_values, value => value <= largest && (excludesLeast ? value > least : value >= least)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{owner} expects {argument} to be a number, or two, in {(excludesLeast ? '(' : '[')}{least}, {largest}]. Received {this}."), argument);
        return IsPair ? (Math.Min(_values[0], _values[1]), Math.Max(_values[0], _values[1])) : (0 - Math.Abs(_values[0]), Math.Abs(_values[0]));
    }

    /// <summary>What a config holds: a number or a list of two.</summary>
    internal object ToConfig() => IsPair ? _values : _values[0];

    /// <summary>Reads a config's value; <see langword="null"/> where it is absent or null.</summary>
    internal static Factor? FromConfig(Config config, string key) => config.Get<JsonNode?>(key, null) switch
    {
        null => null,
        JsonArray => config.Get<double[]>(key, []),
        _ => config.Get(key, 0.0),
    };

    /// <summary>As Python prints it.</summary>
    /// <returns>Such as <c>0.2</c> or <c>[-0.1, 0.3]</c>.</returns>
    public override string ToString() => IsPair
        ? string.Create(CultureInfo.InvariantCulture, $"[{_values[0]}, {_values[1]}]")
        : _values[0].ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
