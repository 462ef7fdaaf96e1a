using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How the scores of outputs become one number.</summary>
public enum ClassAggregation
{
    /// <summary>Their mean.</summary>
    UniformAverage,
    /// <summary>Their mean, weighted by the variance of the truth.</summary>
    VarianceWeightedAverage,
}

/// <summary>Which part of the variance of the truth the predictions explain: <c>1 − Σ (t − p)² / Σ (t − mean t)²</c>, 1 at best.</summary>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class R2Score : PredictionMetric
{
    private readonly Variable _numSamples;
    private Variable? _squaredSum, _sum, _residual, _count;      // in Keras's order; (outputs)

    /// <summary>Creates the metric.</summary>
    /// <param name="classAggregation">How the outputs' scores become one number; <see langword="null"/>: they do not.</param>
    /// <param name="numRegressors">How many inputs the model has, to correct for what chance explains; 0: no correction, nor where there are too few samples.</param>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type in which predictions are taken; sums are float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numRegressors"/> is negative.</exception>
    public R2Score(ClassAggregation? classAggregation = Metrics.ClassAggregation.UniformAverage, int numRegressors = 0, string? name = "r2_score", DTypePolicy? dtype = null)
        : base(name, dtype)
    {
        (ClassAggregation, NumRegressors) = (classAggregation, Require.AtLeast(0, numRegressors, this));
        _numSamples = AddVariable("num_samples", Shape.Scalar, Heed.DType.Float32);
    }

    /// <summary>How the outputs' scores become one number; <see langword="null"/>: they do not.</summary>
    public ClassAggregation? ClassAggregation { get; }

    /// <summary>How many inputs the model has.</summary>
    public int NumRegressors { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <summary>Gathers a batch.</summary>
    /// <param name="yTrue">The truth, (B, outputs).</param>
    /// <param name="yPred">The predictions, (B, outputs).</param>
    /// <param name="sampleWeight">A weight for each sample; <see langword="null"/>: all weigh 1.</param>
    /// <exception cref="ShapeException">The shapes are others, or there is another number of outputs than before.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(DType).Cast(Heed.DType.Float32), yPred.Cast(DType).Cast(Heed.DType.Float32));
        if (yTrue.Rank != 2 || !yTrue.Shape.IsCompatibleWith(yPred.Shape))
            throw new ShapeException($"{this} expects truth and predictions (B, outputs). Received {yTrue.Spec} and {yPred.Spec}.");
        if (_sum is null) Build([yPred.Shape[1]]);
        else if (!_sum.Shape[0].Equals(yPred.Shape[1])) throw new ShapeException($"{this} expects predictions of {_sum.Shape[0]} outputs. Received {yPred.Spec}.");
        Tensor weights = (sampleWeight ?? 1).Cast(Heed.DType.Float32);
        weights = BroadcastTo(weights.Rank == 1 ? ExpandDims(weights, 1) : weights, yTrue.Shape);
        Tensor weighted = yTrue * weights;
        Add(_sum!, weighted);
        Add(_squaredSum!, yTrue * weighted);
        Add(_residual!, Square(yTrue - yPred) * weights);
        Add(_count!, weights);
        _numSamples.Assign(_numSamples.Value + yTrue.Length);       // as in Keras, outputs count too
    }

    /// <inheritdoc/>
    public override Tensor Result()
    {
        if (_sum is null) return Zeros(Shape.Scalar);
        Tensor total = _squaredSum!.Value - _sum.Value * (_sum.Value / _count!.Value), scores = 1 - _residual!.Value / total;
        scores = Where(IsInf(scores), 0, scores);
        Tensor score = ClassAggregation switch
        {
            Metrics.ClassAggregation.UniformAverage => Mean(scores),
            Metrics.ClassAggregation.VarianceWeightedAverage => Sum(total * scores) / Sum(total),
            _ => scores,
        };
        double samples = _numSamples.Value.Item<float>();
        return NumRegressors == 0 || NumRegressors >= samples - 1 ? score : 1 - (1 - score) * (samples - 1) / (samples - NumRegressors - 1);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("class_aggregation", ClassAggregation).With("num_regressors", NumRegressors);

    internal static R2Score FromConfig(Config config) => new(config.Get<ClassAggregation?>("class_aggregation", Metrics.ClassAggregation.UniformAverage),
        config.Get("num_regressors", 0), config.Name ?? "r2_score", config.GetObject<DTypePolicy>("dtype"));

    private void Build(Shape shape)
    {
        (_squaredSum, _sum) = (AddVariable("squared_sum", shape, Heed.DType.Float32), AddVariable("sum", shape, Heed.DType.Float32));
        (_residual, _count) = (AddVariable("residual", shape, Heed.DType.Float32), AddVariable("count", shape, Heed.DType.Float32));
    }

    private static void Add(Variable variable, Tensor values) => variable.Assign(variable.Value + Sum(values, 0));
}
