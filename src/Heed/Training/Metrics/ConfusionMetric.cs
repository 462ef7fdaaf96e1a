using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>A metric that counts right and wrong answers to yes-or-no questions, at one threshold or several.</summary>
/// <remarks>
/// <para><b>Inputs</b>  truth (zeros and ones) and predictions of one shape, which are counted element by element. As in Keras, a mask that predictions carry is not
/// looked at.</para>
/// <para><b>Source</b>  keras/src/metrics/confusion_metrics.py.</para>
/// </remarks>
public abstract class ConfusionMetric : PredictionMetric
{
    private protected ConfusionMetric(string? name, DTypePolicy? dtype) : base(name, dtype) { }

    /// <summary>A variable for each threshold; always float32.</summary>
    private protected Variable AddCounts(string name, Shape shape) => AddVariable(name, shape, Heed.DType.Float32);

    /// <summary>The counts of a batch at each threshold.</summary>
    /// <exception cref="ShapeException">Truth and predictions differ in shape, or <paramref name="classId"/> needs a class axis.</exception>
    private protected ConfusionCounts Count(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Thresholds thresholds, int? topK = null, int? classId = null,
                                            Tensor? labelWeights = null, bool perLabel = false)
    {
        (yPred, yTrue) = Weighting.SameRank(yPred.Cast(Heed.DType.Float32), yTrue.Cast(Heed.DType.Float32));
        if (!yTrue.Shape.IsCompatibleWith(yPred.Shape))
            throw new ShapeException($"{this} expects truth and predictions of one shape. Received {yTrue.Spec} and {yPred.Spec}.");
        if (topK is { } k) yPred = Where(IsAmongLargest(yPred, k), yPred, Lowest);
        if (classId is { } id)
        {
            if (yPred.Rank < 2 || id >= yPred.Shape[^1].Value)
                throw new ShapeException($"{this} expects predictions (…, classes) with a class {id}. Received {yPred.Spec}.");
            TensorIndex only = id..(id + 1);
            TensorIndex[] column = [.. Enumerable.Repeat((TensorIndex)(..), yPred.Rank - 1), only];
            (yTrue, yPred) = (yTrue[column], yPred[column]);
        }
        Tensor? weights = WeightsFor(yPred, sampleWeight);
        if (labelWeights is not null) weights = (weights ?? 1) * BroadcastTo(labelWeights, yPred.Shape);
        var (truePositives, falsePositives, positives, negatives) = thresholds.Counts(yTrue, yPred, weights, perLabel);
        return new(truePositives, falsePositives, negatives - falsePositives, positives - truePositives);
    }

    /// <summary>What a prediction that is not among the k largest counts as, and the threshold that any other one exceeds.</summary>
    private protected const double Lowest = -1e10;

    private static Tensor IsAmongLargest(Tensor x, int k) => NotEqual(Sum(OneHot(TopK(x, k).Indices, x.Shape[^1].Value), -2), 0);

    /// <summary>A weight for each prediction, from one for all, one for each sample, or one for each prediction.</summary>
    private static Tensor? WeightsFor(Tensor yPred, Tensor? sampleWeight)
    {
        if (sampleWeight is null) return null;
        Tensor weights = ExpandDims(sampleWeight.Cast(Heed.DType.Float32), -1);
        return BroadcastTo(weights.Rank == yPred.Rank + 1 ? Squeeze(weights, -1) : weights, yPred.Shape);
    }
}

/// <summary>The weights of right and wrong predictions, at each threshold.</summary>
internal readonly record struct ConfusionCounts(Tensor TruePositives, Tensor FalsePositives, Tensor TrueNegatives, Tensor FalseNegatives);
