namespace Heed.Metrics;

/// <summary>The mean squared hinge loss of yes-or-no answers.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/hinge_metrics.py.</remarks>
public sealed class SquaredHinge(string? name = "squared_hinge", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.SquaredHinge.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new SquaredHinge FromConfig(Config config) => new(config.Name ?? "squared_hinge", config.GetObject<DTypePolicy>("dtype"));
}
