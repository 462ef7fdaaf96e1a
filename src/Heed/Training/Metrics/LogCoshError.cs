namespace Heed.Metrics;

/// <summary>The mean logarithm of the hyperbolic cosine of differences.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class LogCoshError(string? name = "logcosh", DTypePolicy? dtype = null) : MeanMetricWrapper(Losses.LogCosh.Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => -1;

    internal static new LogCoshError FromConfig(Config config) => new(config.Name ?? "logcosh", config.GetObject<DTypePolicy>("dtype"));
}
