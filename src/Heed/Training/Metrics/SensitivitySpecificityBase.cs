
namespace Heed.Metrics;

/// <summary>The best value of one ratio among the thresholds at which another is high enough.</summary>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public abstract class SensitivitySpecificityBase : ConfusionMetric
{
    private readonly Thresholds _thresholds;
    private readonly Variable _truePositives, _falsePositives, _trueNegatives, _falseNegatives;      // in Keras's order

    private protected SensitivitySpecificityBase(int numThresholds, int? classId, string? name, DTypePolicy? dtype) : base(name, dtype)
    {
        (NumThresholds, ClassId) = (Require.Positive(numThresholds, this), classId);
        if (classId is { } id) Require.AtLeast(0, id, this, nameof(classId));
        _thresholds = numThresholds == 1 ? new([0.5], isEven: false) : new(Metrics.Thresholds.Even(numThresholds, this), isEven: true);
        (_truePositives, _falsePositives) = (AddCounts("true_positives", [numThresholds]), AddCounts("false_positives", [numThresholds]));
        (_trueNegatives, _falseNegatives) = (AddCounts("true_negatives", [numThresholds]), AddCounts("false_negatives", [numThresholds]));
    }

    /// <summary>How many thresholds are tried.</summary>
    public int NumThresholds { get; }

    /// <summary>Only this class is looked at; <see langword="null"/>: all are.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Truth and predictions differ in shape, or there are too few classes.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ConfusionCounts counts = Count(yTrue, yPred, sampleWeight, _thresholds, classId: ClassId);
        _truePositives.Assign(_truePositives.Value + counts.TruePositives);
        _falsePositives.Assign(_falsePositives.Value + counts.FalsePositives);
        _trueNegatives.Assign(_trueNegatives.Value + counts.TrueNegatives);
        _falseNegatives.Assign(_falseNegatives.Value + counts.FalseNegatives);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("class_id", ClassId);

    /// <summary>Which part of what is true the predictions say, at each threshold; also called recall.</summary>
    private protected Tensor Sensitivities => Ratio(_truePositives, _falseNegatives);

    /// <summary>Which part of what is false the predictions leave out, at each threshold.</summary>
    private protected Tensor Specificities => Ratio(_trueNegatives, _falsePositives);

    /// <summary>Which part of the predictions that say yes is right, at each threshold.</summary>
    private protected Tensor Precisions => Ratio(_truePositives, _falsePositives);

    /// <summary>The largest value where the condition holds; 0 if it holds nowhere or, with negative weights, all are below.</summary>
    private protected static Tensor Best(Tensor values, Tensor where, double atLeast) => Ops.Maximum(Ops.Max(Ops.Where(where >= atLeast, values, 0)), 0);

    private static Tensor Ratio(Variable part, Variable rest) => Ops.DivideOrZero(part.Value, part.Value + rest.Value);
}
