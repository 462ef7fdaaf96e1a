using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>How much the losses of a model's outputs count: a number, a list <c>[0.3, 2.0]</c>, or a dictionary by the outputs' names.</summary>
[CollectionBuilder(typeof(WeightPerOutput), nameof(Create))]
public sealed class WeightPerOutput : PerOutput<double?>
{
    private WeightPerOutput(double? weight) : base(weight) { }

    private WeightPerOutput(IEnumerable<double?> weights) : base(weights) { }

    private WeightPerOutput(IEnumerable<KeyValuePair<string, double?>> weights) : base(weights) { }

    /// <summary>What a collection expression calls: a weight for each output.</summary>
    /// <param name="weights">In the order of the outputs; <see langword="null"/>: as the loss is, or the output has none.</param>
    /// <returns>The weights.</returns>
    public static WeightPerOutput Create(ReadOnlySpan<double?> weights) => new(weights.ToArray());

    /// <summary>One weight for all outputs.</summary>
    /// <param name="weight">The weight.</param>
    public static implicit operator WeightPerOutput(double weight) => new(weight);

    /// <summary>Weights by the outputs' names.</summary>
    /// <param name="weights">Names and weights.</param>
    public static implicit operator WeightPerOutput(Dictionary<string, double> weights) => new(weights.Select(pair => KeyValuePair.Create(pair.Key, (double?)pair.Value)));

    internal static WeightPerOutput Create(IEnumerable<KeyValuePair<string, double?>> weights) => new(weights);

    /// <summary>The weights, in order.</summary>
    /// <returns>What a collection expression was made of.</returns>
    public IEnumerator<double?> GetEnumerator() => Values.GetEnumerator();
}
