using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How the scores of classes become one number.</summary>
public enum FScoreAverage
{
    /// <summary>Answers of all classes are counted together.</summary>
    Micro,
    /// <summary>The mean of the classes' scores.</summary>
    Macro,
    /// <summary>The mean of the classes' scores, weighted by how often each class is true.</summary>
    Weighted,
}

/// <summary>A mean of precision and recall, recall counting β² times as much: <c>(1 + β²) · precision · recall / (β² · precision + recall)</c>.</summary>
/// <remarks>Source: keras/src/metrics/f_score_metrics.py.</remarks>
public class FBetaScore : PredictionMetric
{
    private Variable? _truePositives, _falsePositives, _falseNegatives, _intermediateWeights;      // in Keras's order; (classes), or scalars

    /// <summary>Creates the metric.</summary>
    /// <param name="average">How the classes' scores become one number; <see langword="null"/>: they do not.</param>
    /// <param name="beta">How much more recall counts than precision, above 0.</param>
    /// <param name="threshold">A larger prediction means yes, in (0, 1]; <see langword="null"/>: the largest of a sample means yes.</param>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public FBetaScore(FScoreAverage? average = null, double beta = 1.0, double? threshold = null, string? name = "fbeta_score", DTypePolicy? dtype = null) : base(name, dtype)
    {
        (Average, Beta, Threshold) = (average, Require.Positive(beta, this), threshold);
        if (threshold is not (null or (> 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(threshold), FormattableString.Invariant($"{this} expects threshold to be in (0, 1]. Received {threshold}."));
    }

    /// <summary>How the classes' scores become one number; <see langword="null"/>: they do not.</summary>
    public FScoreAverage? Average { get; }

    /// <summary>How much more recall counts than precision.</summary>
    public double Beta { get; }

    /// <summary>A larger prediction means yes; <see langword="null"/>: the largest of a sample does.</summary>
    public double? Threshold { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <summary>Gathers a batch.</summary>
    /// <param name="yTrue">Zeros and ones, (B, classes).</param>
    /// <param name="yPred">Predictions, (B, classes).</param>
    /// <param name="sampleWeight">A weight for each sample; <see langword="null"/>: all weigh 1.</param>
    /// <exception cref="ShapeException">The shapes are others, or there is another number of classes than before.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        if (yTrue.Rank != 2 || !yTrue.Shape.IsCompatibleWith(yPred.Shape))
            throw new ShapeException($"{this} expects truth and predictions (B, classes). Received {yTrue.Spec} and {yPred.Spec}.");
        if (sampleWeight is { Rank: not 1 }) throw new ShapeException($"{this} expects a weight for each sample, (B). Received {sampleWeight.Spec}.");
        if (_truePositives is null) Build(yPred.Shape[1]);
        else if (Average is not FScoreAverage.Micro && !_truePositives.Shape[0].Equals(yPred.Shape[1]))
            throw new ShapeException($"{this} expects predictions of {_truePositives.Shape[0]} classes. Received {yPred.Spec}.");
        (yTrue, yPred) = (yTrue.Cast(DType), yPred.Cast(DType));
        Tensor isYes = (Threshold is { } threshold ? yPred > threshold : yPred >= Max(yPred, -1, keepDims: true) & Abs(yPred) > 1e-9).Cast(DType);
        Tensor? weights = sampleWeight is null ? null : ExpandDims(sampleWeight.Cast(DType), 1);
        Add(_truePositives!, isYes * yTrue, weights);
        Add(_falsePositives!, isYes * (1 - yTrue), weights);
        Add(_falseNegatives!, (1 - isYes) * yTrue, weights);
        Add(_intermediateWeights!, yTrue, weights);
    }

    /// <inheritdoc/>
    public override Tensor Result()
    {
        if (_truePositives is null) return Zeros(Shape.Scalar, DType);
        Tensor right = _truePositives.Value;
        Tensor precision = right / (right + _falsePositives!.Value + Weighting.Epsilon), recall = right / (right + _falseNegatives!.Value + Weighting.Epsilon);
        Tensor scores = precision * recall / (Beta * Beta * precision + recall + Weighting.Epsilon) * (1 + Beta * Beta);
        return Average switch
        {
            null => scores,
            FScoreAverage.Weighted => Sum(scores * _intermediateWeights!.Value / (Sum(_intermediateWeights.Value) + Weighting.Epsilon)),
            _ => Mean(scores),
        };
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("average", Average).With("beta", Beta).With("threshold", Threshold);

    internal static FBetaScore FromConfig(Config config) => new(config.Get<FScoreAverage?>("average", null), config.Get("beta", 1.0),
        config.Get<double?>("threshold", null), config.Name ?? "fbeta_score", config.GetObject<DTypePolicy>("dtype"));

    private void Build(Dim classes)
    {
        Shape shape = Average is FScoreAverage.Micro ? Shape.Scalar : [classes];
        (_truePositives, _falsePositives) = (AddVariable("true_positives", shape), AddVariable("false_positives", shape));
        (_falseNegatives, _intermediateWeights) = (AddVariable("false_negatives", shape), AddVariable("intermediate_weights", shape));
    }

    private void Add(Variable variable, Tensor values, Tensor? weights)
    {
        if (weights is not null) values *= weights;
        variable.Assign(variable.Value + (Average is FScoreAverage.Micro ? Sum(values) : Sum(values, 0)));
    }
}
