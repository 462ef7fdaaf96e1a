using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The hinge loss of classes: <c>max(1 + largest wrong − right, 0)</c>, with right <c>Σ yTrue · yPred</c> and largest wrong <c>max((1 − yTrue) · yPred)</c> over
/// the last axis.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class CategoricalHinge(Reduction reduction = Reduction.SumOverBatchSize, string? name = "categorical_hinge", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new CategoricalHinge FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "categorical_hinge");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.categorical_hinge</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        yTrue = yTrue.Cast(yPred.DType);
        Tensor right = Sum(yTrue * yPred, -1), wrong = Max((1 - yTrue) * yPred, -1);
        return Maximum(wrong - right + 1, 0);
    }
}
