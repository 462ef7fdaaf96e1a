using static Heed.Ops;

namespace Heed.Losses;

/// <summary>Squared differences while they are small, absolute ones beyond: the mean over the last axis of <c>e² / 2</c> or <c>δ · |e| − δ² / 2</c>.</summary>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class Huber : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="delta">Where the parabola becomes a line, above 0; as in Keras, configs do not hold it.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is no finite number above 0.</exception>
    public Huber(double delta = 1.0, Reduction reduction = Reduction.SumOverBatchSize, string? name = "huber_loss", DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, delta), reduction, name, dtype) => Delta = Require.Positive(delta, this);

    /// <summary>Where the parabola becomes a line.</summary>
    public double Delta { get; }

    internal static new Huber FromConfig(Config config) => new(config.Get("delta", 1.0), ReadReduction(config), config.Name ?? "huber_loss");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.huber</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="delta">Where the parabola becomes a line.</param>
    /// <returns>Without the last axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double delta = 1.0)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        Tensor error = yPred - yTrue, distance = Abs(error);
        return Mean(Where(distance <= delta, 0.5 * Square(error), delta * distance - 0.5 * delta * delta), -1);
    }
}
