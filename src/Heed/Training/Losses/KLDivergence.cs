using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The Kullback-Leibler divergence of predicted from true distributions: <c>Σ yTrue · log(yTrue / yPred)</c> over the last axis; both are kept in [1e-7, 1].</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class KLDivergence(Reduction reduction = Reduction.SumOverBatchSize, string? name = "kl_divergence", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new KLDivergence FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "kl_divergence");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.kl_divergence</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        yTrue = Clip(yTrue.Cast(yPred.DType), Weighting.Epsilon, 1);
        return Sum(yTrue * Log(yTrue / Clip(yPred, Weighting.Epsilon, 1)), -1);
    }
}
