using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The hinge loss of a yes-or-no answer: <c>mean(max(1 − yTrue · yPred, 0))</c> over the last axis; a truth of zeros and ones is read as −1 and 1.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class Hinge(Reduction reduction = Reduction.SumOverBatchSize, string? name = "hinge", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new Hinge FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "hinge");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.hinge</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred) => Mean(Margin(yTrue, yPred), -1);

    /// <summary>How far each answer is from the right side of the margin.</summary>
    internal static Tensor Margin(Tensor yTrue, Tensor yPred) => Maximum(1 - Signs(yTrue.Cast(yPred.DType)) * yPred, 0);

    /// <summary>−1 and 1 instead of 0 and 1; a truth that holds anything else stays.</summary>
    private static Tensor Signs(Tensor yTrue) => Where(All(Equal(yTrue, 0) | Equal(yTrue, 1)), 2 * yTrue - 1, yTrue);
}
