namespace Heed.Metrics;

/// <summary>The mean of squared differences of logarithms.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class MeanSquaredLogarithmicError(string? name = "mean_squared_logarithmic_error", DTypePolicy? dtype = null)
    : MeanMetricWrapper(Losses.MeanSquaredLogarithmicError.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new MeanSquaredLogarithmicError FromConfig(Config config) => new(config.Name ?? "mean_squared_logarithmic_error", config.GetObject<DTypePolicy>("dtype"));
}
