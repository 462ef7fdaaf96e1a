using Heed.Losses;

namespace Heed.Metrics;

/// <summary>The mean over samples of a function of truth and prediction.</summary>
/// <remarks>Source: keras/src/metrics/reduction_metrics.py.</remarks>
public class MeanMetricWrapper : PredictionMetric
{
    private readonly Func<Tensor, Tensor, Tensor> _function;
    private readonly Mean _mean;

    /// <summary>Creates the metric.</summary>
    /// <param name="fn">Gives a value for each sample or step from (yTrue, yPred).</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    public MeanMetricWrapper(Func<Tensor, Tensor, Tensor> fn, string? name = null, DTypePolicy? dtype = null) : base(name, dtype) =>
        (_function, _mean) = (fn, new Mean(Name, DType));

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => _mean.Variables;

    /// <inheritdoc/>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        Tensor values = _function(yTrue, yPred);
        _mean.Update(values, Weighting.ApplyMask(sampleWeight, yPred.Mask, DType, Reduction.Sum));
    }

    /// <inheritdoc/>
    public override Tensor Result() => _mean.Result();
}
