
namespace Heed.Metrics;

/// <summary>True positives, divided by themselves and one kind of wrong answers.</summary>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public abstract class ConfusionRatio : ConfusionMetric
{
    private readonly Thresholds _thresholds;
    private readonly Variable _truePositives, _wrong;
    private readonly Func<ConfusionCounts, Tensor> _wrongOnes;

    private protected ConfusionRatio(string wrongName, Func<ConfusionCounts, Tensor> wrongOnes, Numbers? thresholds, int? topK, int? classId, string? name, DTypePolicy? dtype)
        : base(name, dtype)
    {
        (Thresholds, TopK, ClassId) = (thresholds, topK, classId);
        if (topK is { } k) Require.Positive(k, this, nameof(topK));
        if (classId is { } id) Require.AtLeast(0, id, this, nameof(classId));
        (_wrongOnes, _thresholds) = (wrongOnes, Metrics.Thresholds.Of(thresholds, topK is null ? 0.5 : Lowest, this));
        (_truePositives, _wrong) = (AddCounts("true_positives", [_thresholds.Count]), AddCounts(wrongName, [_thresholds.Count]));
    }

    /// <summary>A larger prediction means yes; <see langword="null"/>: 0.5, or with <see cref="TopK"/> none.</summary>
    public Numbers? Thresholds { get; }

    /// <summary>Only the k largest predictions of a sample can mean yes; <see langword="null"/>: all can.</summary>
    public int? TopK { get; }

    /// <summary>Only this class is looked at; <see langword="null"/>: all are.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Truth and predictions differ in shape, or there are too few classes.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ConfusionCounts counts = Count(yTrue, yPred, sampleWeight, _thresholds, TopK, ClassId);
        _truePositives.Assign(_truePositives.Value + counts.TruePositives);
        _wrong.Assign(_wrong.Value + _wrongOnes(counts));
    }

    /// <summary>The ratio since the last reset; 0 where there is nothing to divide by.</summary>
    /// <returns>A scalar, or with several thresholds a vector.</returns>
    public override Tensor Result()
    {
        Tensor ratio = Ops.DivideOrZero(_truePositives.Value, _truePositives.Value + _wrong.Value);
        return _thresholds.Count == 1 ? Ops.Squeeze(ratio, 0) : ratio;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("thresholds", Thresholds?.ToConfig()).With("top_k", TopK).With("class_id", ClassId);
}
