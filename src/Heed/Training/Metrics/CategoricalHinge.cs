namespace Heed.Metrics;

/// <summary>The mean hinge loss of classes.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/hinge_metrics.py.</remarks>
public sealed class CategoricalHinge(string? name = "categorical_hinge", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.CategoricalHinge.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new CategoricalHinge FromConfig(Config config) => new(config.Name ?? "categorical_hinge", config.GetObject<DTypePolicy>("dtype"));
}
