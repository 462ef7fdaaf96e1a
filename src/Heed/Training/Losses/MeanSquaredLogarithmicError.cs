using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The mean of squared differences of logarithms: <c>mean((log(yTrue + 1) − log(yPred + 1))²)</c> over the last axis; negative numbers count as 1e-7.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class MeanSquaredLogarithmicError(Reduction reduction = Reduction.SumOverBatchSize, string? name = "mean_squared_logarithmic_error", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new MeanSquaredLogarithmicError FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "mean_squared_logarithmic_error");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.mean_squared_logarithmic_error</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return Mean(Square(Log(Maximum(yPred, Weighting.Epsilon) + 1) - Log(Maximum(yTrue, Weighting.Epsilon) + 1)), -1);
    }
}
