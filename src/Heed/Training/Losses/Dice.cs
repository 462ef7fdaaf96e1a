using static Heed.Ops;

namespace Heed.Losses;

/// <summary>How little predicted and true regions overlap: <c>1 − 2 Σ t·p / (Σ t + Σ p)</c>, 0 at best.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="axis">The axes of the sums; <see langword="null"/>: all, so that the result is one number.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class Dice(Reduction reduction = Reduction.SumOverBatchSize, string? name = "dice", Axes? axis = null, DTypePolicy? dtype = null)
    : LossFunctionWrapper((yTrue, yPred) => Of(yTrue, yPred, axis), reduction, name, dtype)
{
    /// <summary>The axes of the sums; <see langword="null"/>: all.</summary>
    public Axes? Axis { get; } = axis;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", Axis);

    internal static new Dice FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "dice", config.Get<Axes?>("axis", null));

    /// <summary>The losses before any weighting, <c>keras.losses.dice</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions, of the same shape.</param>
    /// <param name="axis">The axes of the sums; <see langword="null"/>: all.</param>
    /// <returns>Without these axes.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Axes? axis = null)
    {
        yTrue = yTrue.Cast(yPred.DType);
        int[]? axes = axis?.ToArray();
        return 1 - 2 * Sum(yTrue * yPred, axes) / (Sum(yTrue, axes) + Sum(yPred, axes) + Weighting.Epsilon);
    }
}
