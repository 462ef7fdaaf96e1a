namespace Heed.Metrics;

/// <summary>The weight of one kind of right or wrong answers to yes-or-no questions.</summary>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public abstract class ConfusionCount : ConfusionMetric
{
    private readonly Thresholds _thresholds;
    private readonly Variable _accumulator;
    private readonly Func<ConfusionCounts, Tensor> _kind;

    private protected ConfusionCount(Func<ConfusionCounts, Tensor> kind, Numbers? thresholds, string? name, DTypePolicy? dtype) : base(name, dtype)
    {
        (_kind, Thresholds, _thresholds) = (kind, thresholds, Metrics.Thresholds.Of(thresholds, 0.5, this));
        _accumulator = AddCounts("accumulator", [_thresholds.Count]);
    }

    /// <summary>A larger prediction means yes; <see langword="null"/>: 0.5.</summary>
    public Numbers? Thresholds { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Truth and predictions differ in shape.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) =>
        _accumulator.Assign(_accumulator.Value + _kind(Count(yTrue, yPred, sampleWeight, _thresholds)));

    /// <summary>The weight since the last reset.</summary>
    /// <returns>A scalar, or with several thresholds a vector.</returns>
    public override Tensor Result() => _thresholds.Count == 1 ? Ops.Squeeze(_accumulator.Value, 0) : _accumulator.Value;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("thresholds", Thresholds?.ToConfig());
}
