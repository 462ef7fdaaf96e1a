namespace Heed.Metrics;

/// <summary>The mean of absolute differences.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class MeanAbsoluteError(string? name = "mean_absolute_error", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.MeanAbsoluteError.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new MeanAbsoluteError FromConfig(Config config) => new(config.Name ?? "mean_absolute_error", config.GetObject<DTypePolicy>("dtype"));
}
