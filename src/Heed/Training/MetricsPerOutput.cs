using System.Runtime.CompilerServices;
using Heed.Metrics;

namespace Heed;

/// <summary>The metrics of a model: <c>["accuracy", "mse"]</c> for its only output, a list of lists for several, or a dictionary by their names.</summary>
[CollectionBuilder(typeof(MetricsPerOutput), nameof(Create))]
public sealed class MetricsPerOutput : PerOutput<MetricGroup?>
{
    private MetricsPerOutput(IEnumerable<MetricGroup?> groups) : base(groups) { }

    private MetricsPerOutput(IEnumerable<KeyValuePair<string, MetricGroup?>> groups) : base(groups) { }

    /// <summary>What a collection expression calls.</summary>
    /// <param name="groups">Metrics of the only output, or the metrics of each output, null for none.</param>
    /// <returns>The metrics.</returns>
    public static MetricsPerOutput Create(ReadOnlySpan<MetricGroup?> groups) => new(groups.ToArray());

    /// <summary>Metrics by the outputs' names.</summary>
    /// <param name="groups">Names and metrics.</param>
    public static implicit operator MetricsPerOutput(Dictionary<string, MetricGroup?> groups) => new(groups.AsEnumerable());

    /// <summary>The metrics, in order.</summary>
    /// <returns>What a collection expression was made of.</returns>
    public IEnumerator<MetricGroup?> GetEnumerator() => Values.GetEnumerator();

    /// <summary>The metrics of each output; all of a list's belong to an only output.</summary>
    internal IReadOnlyList<PredictionMetric>[] ForEach(int outputs, IReadOnlyList<string>? outputNames, string argument)
    {
        if (outputs == 1 && IsList) return [[.. Values.SelectMany(group => group?.Metrics ?? [])]];
        return [.. Places(outputs, outputNames, argument).Select(place => place < 0 ? [] : Values[place]?.Metrics ?? [])];
    }
}

/// <summary>A metric, or those of one output: <c>"accuracy"</c> or <c>["accuracy", "mse"]</c>.</summary>
[CollectionBuilder(typeof(MetricGroup), nameof(Create))]
public sealed class MetricGroup
{
    private MetricGroup(IEnumerable<PredictionMetric> metrics, bool isSingle = false) => (Metrics, IsSingle) = ([.. metrics], isSingle);

    internal IReadOnlyList<PredictionMetric> Metrics { get; }

    /// <summary>Was it given as one metric rather than as a list?</summary>
    internal bool IsSingle { get; }

    /// <summary>What a collection expression calls.</summary>
    /// <param name="metrics">The metrics of one output.</param>
    /// <returns>The group.</returns>
    public static MetricGroup Create(ReadOnlySpan<PredictionMetric> metrics) => new(metrics.ToArray());

    /// <summary>A metric by Keras's name.</summary>
    /// <param name="name">Such as <c>accuracy</c>.</param>
    public static implicit operator MetricGroup(string name) => new([name], isSingle: true);

    /// <summary>One metric.</summary>
    /// <param name="metric">The metric.</param>
    public static implicit operator MetricGroup(PredictionMetric metric) => new([metric], isSingle: true);

    /// <summary>The metrics, in order.</summary>
    /// <returns>What a collection expression was made of.</returns>
    public IEnumerator<PredictionMetric> GetEnumerator() => Metrics.GetEnumerator();
}
