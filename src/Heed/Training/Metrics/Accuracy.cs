namespace Heed.Metrics;

/// <summary>How often predictions equal the truth.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class Accuracy(string? name = "accuracy", DTypePolicy? dtype = null) : MeanMetricWrapper(Matches.Equal, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => 1;

    internal static Accuracy FromConfig(Config config) => new(config.Name ?? "accuracy", config.GetObject<DTypePolicy>("dtype"));
}
