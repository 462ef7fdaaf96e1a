using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>Brings values and weights to a number for each sample.</summary>
/// <remarks>Source: keras/src/metrics/reduction_metrics.py.</remarks>
internal static class Samplewise
{
    /// <param name="values">Any shape; the mask that they carry counts only together with weights, as in Keras.</param>
    /// <param name="sampleWeight">A weight for each sample or step, or <see langword="null"/>.</param>
    /// <param name="fold">Sum or mean over some axes.</param>
    /// <param name="type">The type of the metric.</param>
    /// <returns>The weighted values and, if there are any, the weights.</returns>
    public static (Tensor Values, Tensor? Weights) Of(Tensor values, Tensor? sampleWeight, Func<Tensor, int[], Tensor> fold, DType type)
    {
        Tensor? mask = values.Mask;
        values = values.Cast(type);
        if (sampleWeight is null) return (Fold(values, 1, fold), null);

        Tensor weights = Weighting.ApplyMask(sampleWeight, mask, type, Reduction.Sum)!;
        (values, weights) = Weighting.SameRank(values, weights);
        int rank = weights.Rank;
        values = Fold(values, rank, fold);
        weights = BroadcastTo(weights, values.Shape);
        values *= weights;
        return (Fold(values, 1, fold), rank > 1 ? Fold(weights, 1, fold) : weights);
    }

    /// <summary>Folds the axes from <paramref name="first"/> on.</summary>
    private static Tensor Fold(Tensor x, int first, Func<Tensor, int[], Tensor> fold) =>
        x.Rank <= first ? x : fold(x, [.. Enumerable.Range(first, x.Rank - first)]);
}
