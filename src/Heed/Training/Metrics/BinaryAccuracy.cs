using Heed.Losses;
using static Heed.Ops;

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
        : base((yTrue, yPred) => Of(yTrue, yPred, threshold), name, dtype) => Threshold = threshold;

    /// <summary>A larger prediction means yes.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("threshold", Threshold);

    internal static new BinaryAccuracy FromConfig(Config config) =>
        new(config.Name ?? "binary_accuracy", config.GetObject<DTypePolicy>("dtype"), config.Get("threshold", 0.5));

    /// <summary>1 where a prediction is right and 0 where it is wrong, <c>keras.metrics.binary_accuracy</c>.</summary>
    /// <param name="yTrue">Zeros and ones.</param>
    /// <param name="yPred">Probabilities of yes.</param>
    /// <param name="threshold">A larger prediction means yes.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double threshold = 0.5)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue, yPred);
        return Equal(yTrue, Greater(yPred, threshold).Cast(yTrue.DType)).Cast(Heed.DType.Float32);
    }
}
