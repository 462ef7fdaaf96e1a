namespace Heed.Metrics;

/// <summary>The mean Kullback-Leibler divergence of predicted from true distributions.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/probabilistic_metrics.py.</remarks>
public sealed class KLDivergence(string? name = "kl_divergence", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.KLDivergence.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new KLDivergence FromConfig(Config config) => new(config.Name ?? "kl_divergence", config.GetObject<DTypePolicy>("dtype"));
}
