using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The squared hinge loss of a yes-or-no answer: <c>mean(max(1 − yTrue · yPred, 0)²)</c> over the last axis; a truth of zeros and ones is read as −1 and 1.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class SquaredHinge(Reduction reduction = Reduction.SumOverBatchSize, string? name = "squared_hinge", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new SquaredHinge FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "squared_hinge");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.squared_hinge</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred) => Mean(Square(Hinge.Margin(yTrue, yPred)), -1);
}
