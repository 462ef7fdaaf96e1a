namespace Heed.Metrics;

/// <summary>The mean Poisson loss of counts.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/probabilistic_metrics.py.</remarks>
public sealed class Poisson(string? name = "poisson", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.Poisson.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new Poisson FromConfig(Config config) => new(config.Name ?? "poisson", config.GetObject<DTypePolicy>("dtype"));
}
