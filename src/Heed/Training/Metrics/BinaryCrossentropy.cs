namespace Heed.Metrics;

/// <summary>The mean cross-entropy of yes-or-no answers.</summary>
/// <remarks>Source: keras/src/metrics/probabilistic_metrics.py.</remarks>
public sealed class BinaryCrossentropy : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="fromLogits">Are predictions still to go through a sigmoid?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards 0.5, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is outside [0, 1].</exception>
    public BinaryCrossentropy(string? name = "binary_crossentropy", DTypePolicy? dtype = null, bool fromLogits = false, double labelSmoothing = 0)
        : base((yTrue, yPred) => Losses.BinaryCrossentropy.Of(yTrue, yPred, fromLogits, labelSmoothing, axis: -1), name, dtype) =>
        (FromLogits, LabelSmoothing) = (fromLogits, Require.Fraction(labelSmoothing, this));

    /// <summary>Are predictions still to go through a sigmoid?</summary>
    public bool FromLogits { get; }

    /// <summary>How far the truth is moved towards 0.5.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override int Direction => -1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("label_smoothing", LabelSmoothing);

    internal static new BinaryCrossentropy FromConfig(Config config) => new(config.Name ?? "binary_crossentropy", config.GetObject<DTypePolicy>("dtype"),
        config.Get("from_logits", false), config.Get("label_smoothing", 0.0));
}
