namespace Heed.Metrics;

/// <summary>How often the most probable class is the one that the truth, one-hot, names.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class CategoricalAccuracy(string? name = "categorical_accuracy", DTypePolicy? dtype = null)
    : MeanMetricWrapper(Matches.Categorical, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => 1;

    internal static CategoricalAccuracy FromConfig(Config config) => new(config.Name ?? "categorical_accuracy", config.GetObject<DTypePolicy>("dtype"));
}
