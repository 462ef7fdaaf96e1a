namespace Heed.Metrics;

/// <summary>The mean of squared differences.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class MeanSquaredError(string? name = "mean_squared_error", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.MeanSquaredError.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new MeanSquaredError FromConfig(Config config) => new(config.Name ?? "mean_squared_error", config.GetObject<DTypePolicy>("dtype"));
}
