namespace Heed.Metrics;

/// <summary>The weight of predictions that say no and are right.</summary>
/// <param name="thresholds">A larger prediction means yes; numbers in [0, 1]; <see langword="null"/>: 0.5.</param>
/// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
/// <param name="dtype">The type that configs hold; counts are float32.</param>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public sealed class TrueNegatives(Numbers? thresholds = null, string? name = null, DTypePolicy? dtype = null)
    : ConfusionCount(counts => counts.TrueNegatives, thresholds, name, dtype)
{
    internal static TrueNegatives FromConfig(Config config) => new(Numbers.Read(config, "thresholds"), config.Name, config.GetObject<DTypePolicy>("dtype"));
}
