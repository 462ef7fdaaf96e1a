using Heed.Metrics;

namespace Heed;

/// <summary>The metrics of all outputs, under the names that they have in histories.</summary>
/// <remarks>Source: keras/src/trainers/compile_utils.py, <c>CompileMetrics</c>.</remarks>
internal sealed class CompiledMetrics(MetricsPerOutput? metrics, MetricsPerOutput? weightedMetrics)
{
    private Part[] _parts = [];
    private bool _isBuilt;

    private sealed record Part(string LogName, PredictionMetric Metric, int Output, bool IsWeighted);

    /// <summary>The metrics with their names in histories; none before the first batch.</summary>
    public IEnumerable<(string LogName, PredictionMetric Metric)> All => _parts.Select(part => (part.LogName, part.Metric));

    /// <summary>Gathers a batch.</summary>
    /// <exception cref="ArgumentException">The targets or weights do not fit the outputs.</exception>
    public void Update(Tensors? y, Tensors yPred, Tensors? sampleWeight, IReadOnlyList<string>? outputNames)
    {
        if (!_isBuilt) Build(yPred.Count, outputNames);
        if (_parts.Length == 0) return;
        bool[] wanted = [.. Enumerable.Range(0, yPred.Count).Select(output => Array.Exists(_parts, part => part.Output == output))];
        if (y is null) throw new ArgumentException("Metrics expect targets. Received no y.");
        Tensor?[] targets = OutputMatch.Of(y, yPred.Count, outputNames, wanted, "y");
        Tensor?[] weights = OutputMatch.Weights(sampleWeight, yPred.Count, outputNames, wanted);
        foreach (Part part in _parts) Update(part, targets[part.Output]!, yPred[part.Output], part.IsWeighted ? weights[part.Output] : null);
    }

    private static void Update(Part part, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        try
        {
            part.Metric.Update(target, prediction, sampleWeight);
        }
        catch (ShapeException error)
        {
            throw OutputMatch.Misfit($"The metric '{part.LogName}'", part.Output, target, prediction, sampleWeight, error);
        }
    }

    private void Build(int outputs, IReadOnlyList<string>? outputNames)
    {
        var parts = new List<Part>();
        var counts = new Dictionary<string, int>();
        Gather(metrics?.ForEach(outputs, outputNames, "metrics"), isWeighted: false);
        Gather(weightedMetrics?.ForEach(outputs, outputNames, "weightedMetrics"), isWeighted: true);
        (_parts, _isBuilt) = ([.. parts], true);

        void Gather(IReadOnlyList<PredictionMetric>[]? groups, bool isWeighted)
        {
            for (int output = 0; output < (groups?.Length ?? 0); output++)
                foreach (PredictionMetric metric in groups![output])
                {
                    string prefix = outputs > 1 && outputNames is not null ? $"{outputNames[output]}_" : "", name = prefix + metric.Name;
                    if (isWeighted && counts.ContainsKey(name)) name = $"{prefix}weighted_{metric.Name}";
                    parts.Add(new(Unique(name), metric, output, isWeighted));
                }
        }

        string Unique(string name)
        {
            int count = counts.GetValueOrDefault(name);
            counts[name] = count + 1;
            return count == 0 ? name : $"{name}_{count}";
        }
    }
}
