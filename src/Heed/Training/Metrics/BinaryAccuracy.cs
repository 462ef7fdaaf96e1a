namespace Heed.Metrics;

/// <summary>How often a prediction is on the same side of a threshold as the truth.</summary>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class BinaryAccuracy : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="threshold">A larger prediction means yes.</param>
    public BinaryAccuracy(string? name = "binary_accuracy", DTypePolicy? dtype = null, double threshold = 0.5)
        : base((yTrue, yPred) => Matches.Binary(yTrue, yPred, threshold), name, dtype) => Threshold = threshold;

    /// <summary>A larger prediction means yes.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("threshold", Threshold);

    internal static BinaryAccuracy FromConfig(Config config) =>
        new(config.Name ?? "binary_accuracy", config.GetObject<DTypePolicy>("dtype"), config.Get("threshold", 0.5));
}
