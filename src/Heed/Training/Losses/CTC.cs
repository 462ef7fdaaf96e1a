using static Heed.Ops;

namespace Heed.Losses;

/// <summary>The connectionist temporal classification loss: minus the logarithm of the probability of a label sequence, over all ways to spread it in time.</summary>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class CTC(Reduction reduction = Reduction.SumOverBatchSize, string? name = "ctc", DTypePolicy? dtype = null)
    : LossFunctionWrapper(Of, reduction, name, dtype)
{
    internal static new CTC FromConfig(Config config) => new(ReadReduction(config), config.Name ?? "ctc");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.ctc</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <returns>Without the last axis.</returns>
    /// <exception cref="ShapeException"><paramref name="yTrue"/> is not (B, L), or <paramref name="yPred"/> is not (B, T, classes).</exception>
    /// <exception cref="ArgumentException">A label is no class, or the labels of a sample do not fit into its time steps.</exception>
    /// <remarks>Class 0 is the blank and pads labels: as in Keras, the first n of a row count, where n is how many are not 0. All time steps count.</remarks>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        if (yTrue.Rank != 2 || yPred.Rank != 3)
            throw new ShapeException($"CTC expects labels (B, L) and logits (B, T, classes). Received {yTrue.Spec} and {yPred.Spec}.");
        Tensor lengths = Sum(NotEqual(yTrue, 0).Cast(Heed.DType.Int32), -1), steps = Full([yPred.Shape[0]], yPred.Shape[1].Value, Heed.DType.Int32);
        return CtcLoss(yTrue, yPred, lengths, steps);
    }
}
