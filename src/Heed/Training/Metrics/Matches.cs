using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>1 where a prediction is right and 0 where it is wrong: what the accuracies average.</summary>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
internal static class Matches
{
    public static Tensor Equal(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return AsNumbers(Ops.Equal(yTrue, yPred));
    }

    public static Tensor Binary(Tensor yTrue, Tensor yPred, double threshold)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue, yPred);
        return AsNumbers(Ops.Equal(yTrue, Greater(yPred, threshold).Cast(yTrue.DType)));
    }

    public static Tensor Categorical(Tensor yTrue, Tensor yPred) => AsNumbers(Ops.Equal(ArgMax(yTrue, -1), ArgMax(yPred, -1)));

    public static Tensor Sparse(Tensor yTrue, Tensor yPred)
    {
        if (yTrue.Rank == yPred.Rank && yTrue.Shape[^1].Equals(1)) yTrue = Squeeze(yTrue, -1);
        Tensor matches = AsNumbers(Ops.Equal(yTrue, ArgMax(yPred, -1).Cast(yTrue.DType)));
        return matches.Rank > 1 && matches.Shape[^1].Equals(1) ? Squeeze(matches, -1) : matches;
    }

    private static Tensor AsNumbers(Tensor truths) => truths.Cast(DType.Float32);
}
