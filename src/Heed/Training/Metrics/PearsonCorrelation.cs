using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>The mean correlation of predictions with the truth along an axis: 1 where they grow and shrink together, 0 without a connection.</summary>
/// <remarks>NaN where either does not vary. Source: keras/src/metrics/correlation_metrics.py.</remarks>
public sealed class PearsonCorrelation : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="axis">The axis of the numbers that are compared.</param>
    public PearsonCorrelation(string? name = "pearson_correlation", DTypePolicy? dtype = null, int axis = -1)
        : base((yTrue, yPred) => Of(yTrue, yPred, axis), name, dtype) => Axis = axis;

    /// <summary>The axis of the numbers that are compared.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", Axis);

    internal static new PearsonCorrelation FromConfig(Config config) =>
        new(config.Name ?? "pearson_correlation", config.GetObject<DTypePolicy>("dtype"), config.Get("axis", -1));

    /// <summary>The correlation of each sample, <c>keras.metrics.pearson_correlation</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="axis">The axis of the numbers that are compared.</param>
    /// <returns>Without this axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int axis = -1)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return Mean(Standardized(yTrue, axis) * Standardized(yPred, axis), axis);
    }

    private static Tensor Standardized(Tensor x, int axis)
    {
        x -= Mean(x, axis, keepDims: true);
        return x / Std(x, axis, keepDims: true);
    }
}
