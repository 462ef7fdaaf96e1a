namespace Heed.Metrics;

/// <summary>The mean hinge loss of yes-or-no answers.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/hinge_metrics.py.</remarks>
public sealed class Hinge(string? name = "hinge", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.Hinge.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new Hinge FromConfig(Config config) => new(config.Name ?? "hinge", config.GetObject<DTypePolicy>("dtype"));
}
