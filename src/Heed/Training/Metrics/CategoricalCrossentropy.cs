namespace Heed.Metrics;

/// <summary>The mean cross-entropy of predictions with true distributions over classes.</summary>
/// <remarks>Source: keras/src/metrics/probabilistic_metrics.py.</remarks>
public sealed class CategoricalCrossentropy : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards equal probabilities, in [0, 1].</param>
    /// <param name="axis">The class axis.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is outside [0, 1].</exception>
    public CategoricalCrossentropy(string? name = "categorical_crossentropy", DTypePolicy? dtype = null, bool fromLogits = false,
                                   double labelSmoothing = 0, int axis = -1)
        : base((yTrue, yPred) => Losses.CategoricalCrossentropy.Of(yTrue, yPred, fromLogits, labelSmoothing, axis), name, dtype) =>
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, Require.Fraction(labelSmoothing, this), axis);

    /// <summary>Are predictions still to go through a softmax?</summary>
    public bool FromLogits { get; }

    /// <summary>How far the truth is moved towards equal probabilities.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The class axis.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override int Direction => -1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("label_smoothing", LabelSmoothing).With("axis", Axis);

    internal static new CategoricalCrossentropy FromConfig(Config config) => new(config.Name ?? "categorical_crossentropy",
        config.GetObject<DTypePolicy>("dtype"), config.Get("from_logits", false), config.Get("label_smoothing", 0.0), config.Get("axis", -1));
}
