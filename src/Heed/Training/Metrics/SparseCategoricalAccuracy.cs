namespace Heed.Metrics;

/// <summary>How often the most probable class is the one whose number the truth holds.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class SparseCategoricalAccuracy(string? name = "sparse_categorical_accuracy", DTypePolicy? dtype = null)
    : MeanMetricWrapper(Matches.Sparse, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => 1;

    internal static SparseCategoricalAccuracy FromConfig(Config config) =>
        new(config.Name ?? "sparse_categorical_accuracy", config.GetObject<DTypePolicy>("dtype"));
}
