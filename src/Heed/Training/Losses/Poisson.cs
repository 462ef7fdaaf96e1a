using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The Poisson loss of counts: <c>mean(yPred − yTrue · log(yPred + 1e-7))</c> over the last axis.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class Poisson(Reduction reduction = Reduction.SumOverBatchSize, string? name = "poisson", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new Poisson FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "poisson");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.poisson</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred) => Mean(yPred - yTrue.Cast(yPred.DType) * Log(yPred + Weighting.Epsilon), -1);
}
