using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The mean logarithm of the hyperbolic cosine of differences, a smooth absolute error: <c>mean(log cosh(yPred − yTrue))</c> over the last axis.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class LogCosh(Reduction reduction = Reduction.SumOverBatchSize, string? name = "log_cosh", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new LogCosh FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "log_cosh");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.log_cosh</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        Tensor error = yPred - yTrue;
        return Mean(error + Softplus(-2 * error) - Math.Log(2), -1);
    }
}
