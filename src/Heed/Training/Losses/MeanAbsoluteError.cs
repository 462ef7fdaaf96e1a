namespace Heed.Losses;

/// <summary>The mean of absolute differences: <c>mean(|yTrue − yPred|)</c> over the last axis.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class MeanAbsoluteError(Reduction reduction = Reduction.SumOverBatchSize, string? name = "mean_absolute_error", DTypePolicy? dtype = null)
    : Loss(reduction, name, dtype)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);

    internal static MeanAbsoluteError FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "mean_absolute_error");

    /// <summary>The losses before any weighting.</summary>
    internal static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return Ops.Mean(Ops.Abs(yTrue - yPred), -1);
    }
}
