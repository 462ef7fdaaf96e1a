using System.Text.Json.Nodes;
using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>The curve under which <see cref="AUC"/> measures the area.</summary>
public enum AUCCurve
{
    /// <summary>The receiver operating characteristic: which part of what is true is found, over which part of what is false is taken for true.</summary>
    ROC,
    /// <summary>Precision over recall.</summary>
    PR,
    /// <summary>Precision gain over recall gain; Flach and Kull 2015.</summary>
    PRGAIN,
}

/// <summary>The height of the curve between two thresholds.</summary>
public enum AUCSummationMethod
{
    /// <summary>A line; for <see cref="AUCCurve.PR"/> the interpolation of Davis and Goadrich 2006.</summary>
    Interpolation,
    /// <summary>The higher end.</summary>
    Majoring,
    /// <summary>The lower end.</summary>
    Minoring,
}

/// <summary>The area under a curve of right over wrong answers to yes-or-no questions, approximated at some thresholds.</summary>
/// <remarks>Ten arguments, because they are Keras's. Source: keras/src/metrics/confusion_metrics.py.</remarks>
public sealed class AUC : ConfusionMetric
{
    private readonly Thresholds _thresholds;
    private readonly double[]? _given;
    private readonly Tensor? _labelWeights;
    private Variable? _truePositives, _falsePositives, _trueNegatives, _falseNegatives;      // in Keras's order; (N), or (N, labels)

    /// <summary>Creates the metric.</summary>
    /// <param name="numThresholds">How many thresholds are tried, equally spaced from 0 to 1; at least 2.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="summationMethod">Its height between two thresholds.</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type that configs hold; counts are float32.</param>
    /// <param name="thresholds">Thresholds between 0 and 1, instead of <paramref name="numThresholds"/>; the ends are added.</param>
    /// <param name="multiLabel">Are there predictions (B, labels), each label with its own curve, so that the mean area is the result?</param>
    /// <param name="numLabels">How many labels there are; <see langword="null"/>: as many as in the first batch.</param>
    /// <param name="labelWeights">How much each label counts; <see langword="null"/>: all count the same.</param>
    /// <param name="fromLogits">Are predictions still to go through a sigmoid?</param>
    /// <exception cref="ArgumentException">Numbers of labels do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two thresholds, or one is NaN.</exception>
    public AUC(int numThresholds = 200, AUCCurve curve = AUCCurve.ROC, AUCSummationMethod summationMethod = AUCSummationMethod.Interpolation, string? name = null,
               DTypePolicy? dtype = null, IReadOnlyList<double>? thresholds = null, bool multiLabel = false, int? numLabels = null,
               IReadOnlyList<double>? labelWeights = null, bool fromLogits = false) : base(name, dtype)
    {
        _given = thresholds is null ? null : [.. thresholds.Order()];
        if (_given is { } given && Array.Exists(given, threshold => !double.IsFinite(threshold)))
            throw new ArgumentOutOfRangeException(nameof(thresholds), $"{this} expects finite thresholds. Received {string.Join(", ", given)}.");
        double[] inner = _given ?? Metrics.Thresholds.Even(Require.AtLeast(2, numThresholds, this), this)[1..^1];
        NumThresholds = inner.Length + 2;
        _thresholds = new([-Weighting.Epsilon, .. inner, 1 + Weighting.Epsilon], isEven: _given is null || Metrics.Thresholds.AreEven([0, .. inner, 1]));
        (Curve, SummationMethod, MultiLabel, NumLabels) = (curve, summationMethod, multiLabel, numLabels is 0 ? null : numLabels);
        (LabelWeights, FromLogits) = (labelWeights, fromLogits);
        if (NumLabels is not null && !multiLabel) throw new ArgumentException($"{this} expects numLabels only together with multiLabel. Received numLabels {numLabels}.");
        if (NumLabels is { } labels && labelWeights is not null && labelWeights.Count != labels)
            throw new ArgumentException($"{this} expects a weight for each of {labels} labels. Received {labelWeights.Count}.");
        _labelWeights = labelWeights is null ? null : Tensor.From([.. labelWeights.Select(weight => (float)weight)], [labelWeights.Count]);
        if (!multiLabel) Build([NumThresholds]);
        else if (NumLabels is { } count) Build([NumThresholds, count]);
    }

    /// <summary>How many thresholds are tried, the ends included.</summary>
    public int NumThresholds { get; }

    /// <summary>The curve.</summary>
    public AUCCurve Curve { get; }

    /// <summary>Its height between two thresholds.</summary>
    public AUCSummationMethod SummationMethod { get; }

    /// <summary>Has each label its own curve?</summary>
    public bool MultiLabel { get; }

    /// <summary>How many labels there are; <see langword="null"/>: as many as in the first batch.</summary>
    public int? NumLabels { get; }

    /// <summary>How much each label counts; <see langword="null"/>: all count the same.</summary>
    public IReadOnlyList<double>? LabelWeights { get; }

    /// <summary>Are predictions still to go through a sigmoid?</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Truth and predictions differ in shape, or there is another number of labels than before.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        if (MultiLabel)
        {
            if (yPred.Rank != 2) throw new ShapeException($"{this} expects predictions (B, labels), because of multiLabel. Received {yPred.Spec}.");
            if (_truePositives is null) Build([NumThresholds, yPred.Shape[1]]);
            if (!_truePositives!.Shape[1].Equals(yPred.Shape[1])) throw new ShapeException($"{this} expects predictions of {_truePositives.Shape[1]} labels. Received {yPred.Spec}.");
        }
        if (FromLogits) yPred = Sigmoid(yPred);
        ConfusionCounts counts = Count(yTrue, yPred, sampleWeight, _thresholds, labelWeights: MultiLabel ? null : _labelWeights, perLabel: MultiLabel);
        _truePositives!.Assign(_truePositives.Value + counts.TruePositives);
        _falsePositives!.Assign(_falsePositives.Value + counts.FalsePositives);
        _trueNegatives!.Assign(_trueNegatives.Value + counts.TrueNegatives);
        _falseNegatives!.Assign(_falseNegatives.Value + counts.FalseNegatives);
    }

    /// <inheritdoc/>
    public override Tensor Result()
    {
        if (_truePositives is null) return Zeros(Shape.Scalar);
        Tensor areas = Sum(Curve is AUCCurve.PR && SummationMethod is AUCSummationMethod.Interpolation ? InterpolatedPrecision() : Strips(), 0);
        if (!MultiLabel) return areas;
        return _labelWeights is null ? Mean(areas) : DivideOrZero(Sum(areas * _labelWeights), Sum(_labelWeights));
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("num_thresholds", NumThresholds).With("curve", Curve.ToString()).With("summation_method", SummationMethod)
            .With("multi_label", MultiLabel).With("num_labels", NumLabels)
            .With("label_weights", _labelWeights is null ? null : TensorConfig.ToJson(_labelWeights, "__tensor__")).With("from_logits", FromLogits);
        return _given is null ? config : config.With("thresholds", _given);
    }

    internal static AUC FromConfig(Config config) => new(config.Get("num_thresholds", 200), ReadCurve(Text(config, "curve", "ROC")),
        (AUCSummationMethod)ConfigValue.Choice(Text(config, "summation_method", "interpolation").ToLowerInvariant(), typeof(AUCSummationMethod)),
        config.Name, config.GetObject<DTypePolicy>("dtype"),
        config.Get<double[]?>("thresholds", null), config.Get("multi_label", false), config.Get<int?>("num_labels", null),
        config.Get<JsonNode?>("label_weights", null) is { } weights ? TensorConfig.Read(weights).Cast(Heed.DType.Float64).ToArray<double>() : null,
        config.Get("from_logits", false));

    private static string Text(Config config, string key, string otherwise) => config.Has(key) ? config.Require<string>(key) : otherwise;

    /// <summary>Keras writes these names in capitals.</summary>
    private static AUCCurve ReadCurve(string name) => Enum.TryParse(name, ignoreCase: true, out AUCCurve curve) && Enum.IsDefined(curve) ? curve
        : throw new ArgumentException($"AUC expects one of {string.Join(", ", Enum.GetNames<AUCCurve>())} as its curve. Received '{name}'.");

    private void Build(Shape shape)
    {
        if (MultiLabel && _labelWeights is not null && !_labelWeights.Shape[0].Equals(shape[1]))
            throw new ShapeException($"{this} expects a weight for each label. Received {_labelWeights.Shape[0]} weights and {shape[1]} labels.");
        (_truePositives, _falsePositives) = (AddCounts("true_positives", shape), AddCounts("false_positives", shape));
        (_trueNegatives, _falseNegatives) = (AddCounts("true_negatives", shape), AddCounts("false_negatives", shape));
    }

    /// <summary>The area between each two thresholds, where the number of false positives grows in proportion to that of true ones.</summary>
    private Tensor InterpolatedPrecision()
    {
        Tensor truePositives = _truePositives!.Value, said = truePositives + _falsePositives!.Value;
        Tensor before = said[..^1], after = said[1..], gain = truePositives[..^1] - truePositives[1..];
        Tensor slope = DivideOrZero(gain, Maximum(before - after, 0));
        Tensor intercept = truePositives[1..] - slope * after;
        Tensor ratio = Where(before > 0 & after > 0, DivideOrZero(before, Maximum(after, 0)), 1);
        return DivideOrZero(slope * (gain + intercept * Log(ratio)), Maximum(truePositives[1..] + _falseNegatives!.Value[1..], 0));
    }

    /// <summary>Width times height between each two thresholds.</summary>
    private Tensor Strips()
    {
        var (x, y) = Points();
        Tensor heights = SummationMethod switch
        {
            AUCSummationMethod.Interpolation => (y[..^1] + y[1..]) / 2,
            AUCSummationMethod.Minoring => Minimum(y[..^1], y[1..]),
            _ => Maximum(y[..^1], y[1..]),
        };
        return (x[..^1] - x[1..]) * heights;
    }

    private (Tensor X, Tensor Y) Points()
    {
        Tensor truePositives = _truePositives!.Value, falsePositives = _falsePositives!.Value, trueNegatives = _trueNegatives!.Value, falseNegatives = _falseNegatives!.Value;
        Tensor recall = DivideOrZero(truePositives, truePositives + falseNegatives);
        if (Curve is AUCCurve.ROC) return (DivideOrZero(falsePositives, falsePositives + trueNegatives), recall);
        if (Curve is AUCCurve.PR) return (recall, DivideOrZero(truePositives, truePositives + falsePositives));
        Tensor odds = DivideOrZero(truePositives + falseNegatives, trueNegatives + falsePositives), isNone = Equal(truePositives, 0);
        Tensor recallGain = Where(isNone, 0, 1 - odds * DivideOrZero(falseNegatives, truePositives));
        return (Maximum(recallGain, 0), Where(isNone, 1, 1 - odds * DivideOrZero(falsePositives, truePositives)));
    }
}
