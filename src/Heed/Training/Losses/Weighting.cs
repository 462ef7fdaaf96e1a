using static Heed.Ops;

namespace Heed.Losses;

/// <summary>Applies sample weights and masks, and brings tensors whose ranks differ by one to the same rank.</summary>
/// <remarks>Source: keras/src/losses/loss.py.</remarks>
internal static class Weighting
{
    /// <summary>Keras's small number, <c>keras.config.epsilon()</c>.</summary>
    public const double Epsilon = 1e-7;

    /// <summary>Weights the values and reduces them.</summary>
    public static Tensor Reduce(Tensor values, Tensor? sampleWeight, Tensor? mask, Reduction reduction)
    {
        Tensor? weights = ApplyMask(sampleWeight, mask, values.DType, reduction);
        if (weights is not null)
        {
            (values, weights) = SameRank(values, weights);
            values *= weights;
        }
        if (reduction is Reduction.None || values.Rank == 0 || (values.Rank == 1 && values.Length == 0)) return values;
        Tensor sum = Sum(values);
        return reduction switch
        {
            Reduction.Sum => sum,
            Reduction.MeanWithSampleWeight when weights is not null => DivideOrZero(sum, Sum(weights)),
            _ when values.Length == 0 => sum,
            _ => sum / values.Length,
        };
    }

    /// <summary>Sample weights with 0 where the mask is false; for a mean, what is left weighs so much more that hidden steps do not count.</summary>
    public static Tensor? ApplyMask(Tensor? sampleWeight, Tensor? mask, DType type, Reduction reduction)
    {
        sampleWeight = sampleWeight?.Cast(type);
        if (mask is null) return sampleWeight;
        Tensor weights = mask.Cast(type);
        if (reduction is Reduction.Mean or Reduction.SumOverBatchSize) weights *= DivideOrZero(Full(Shape.Scalar, mask.Length, type), Sum(weights));
        if (sampleWeight is null) return weights;
        (weights, sampleWeight) = SameRank(weights, sampleWeight);
        return sampleWeight * weights;
    }

    /// <summary>Adds or drops a last axis of length 1 where the ranks differ by one.</summary>
    public static (Tensor X, Tensor Y) SameRank(Tensor x, Tensor y)
    {
        if (x.Rank == y.Rank + 1 && x.Shape[^1].Equals(1)) return y.Rank == 1 ? (x, ExpandDims(y, -1)) : (Squeeze(x, -1), y);
        if (y.Rank == x.Rank + 1 && y.Shape[^1].Equals(1)) return x.Rank == 1 ? (ExpandDims(x, -1), y) : (x, Squeeze(y, -1));
        return (x, y);
    }
}
