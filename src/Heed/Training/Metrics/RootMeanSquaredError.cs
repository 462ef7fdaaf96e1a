using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>The square root of the mean of squared differences.</summary>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class RootMeanSquaredError : PredictionMetric
{
    private readonly Mean _mean;

    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    public RootMeanSquaredError(string? name = "root_mean_squared_error", DTypePolicy? dtype = null) : base(name, dtype) => _mean = new Mean(Name, DType);

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => _mean.Variables;

    /// <inheritdoc/>
    public override int Direction => -1;

    /// <inheritdoc/>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(DType), yPred.Cast(DType));
        _mean.Update(Square(yPred - yTrue), sampleWeight);
    }

    /// <inheritdoc/>
    public override Tensor Result() => Sqrt(_mean.Result());

    internal static RootMeanSquaredError FromConfig(Config config) => new(config.Name ?? "root_mean_squared_error", config.GetObject<DTypePolicy>("dtype"));
}
