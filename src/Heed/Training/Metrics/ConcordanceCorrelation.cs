using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>The mean agreement of predictions with the truth along an axis: 1 where they are equal, less where they only grow and shrink together.</summary>
/// <remarks>As in Keras, both deviations are taken from the mean of the predictions. Source: keras/src/metrics/correlation_metrics.py.</remarks>
public sealed class ConcordanceCorrelation : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="axis">The axis of the numbers that are compared.</param>
    public ConcordanceCorrelation(string? name = "concordance_correlation", DTypePolicy? dtype = null, int axis = -1)
        : base((yTrue, yPred) => Of(yTrue, yPred, axis), name, dtype) => Axis = axis;

    /// <summary>The axis of the numbers that are compared.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", Axis);

    internal static new ConcordanceCorrelation FromConfig(Config config) =>
        new(config.Name ?? "concordance_correlation", config.GetObject<DTypePolicy>("dtype"), config.Get("axis", -1));

    /// <summary>The agreement of each sample, <c>keras.metrics.concordance_correlation</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="axis">The axis of the numbers that are compared.</param>
    /// <returns>Without this axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int axis = -1)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        Tensor meanTrue = Mean(yTrue, axis, keepDims: true), meanPred = Mean(yPred, axis, keepDims: true);
        Tensor spread = Variance(yTrue, axis, keepDims: true) + Variance(yPred, axis, keepDims: true) + Square(meanTrue - meanPred);
        return Mean(2 * (yTrue - meanPred) * (yPred - meanPred) / (spread + Weighting.Epsilon), axis);
    }
}
