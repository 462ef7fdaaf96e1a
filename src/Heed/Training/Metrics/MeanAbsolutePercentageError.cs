namespace Heed.Metrics;

/// <summary>The mean of differences in percent of the truth.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class MeanAbsolutePercentageError(string? name = "mean_absolute_percentage_error", DTypePolicy? dtype = null)
    : MeanMetricWrapper(Losses.MeanAbsolutePercentageError.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new MeanAbsolutePercentageError FromConfig(Config config) => new(config.Name ?? "mean_absolute_percentage_error", config.GetObject<DTypePolicy>("dtype"));
}
