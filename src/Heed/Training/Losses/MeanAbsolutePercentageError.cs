using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The mean of differences in percent of the truth: <c>100 · mean(|(yTrue − yPred) / max(|yTrue|, 1e-7)|)</c> over the last axis.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class MeanAbsolutePercentageError(Reduction reduction = Reduction.SumOverBatchSize, string? name = "mean_absolute_percentage_error", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new MeanAbsolutePercentageError FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "mean_absolute_percentage_error");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.mean_absolute_percentage_error</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return 100 * Mean(Abs((yTrue - yPred) / Maximum(Abs(yTrue), Weighting.Epsilon)), -1);
    }
}
