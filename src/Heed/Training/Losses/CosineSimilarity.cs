using static Heed.Ops;

namespace Heed.Losses;

/// <summary>How little predictions point where the truth points: <c>−Σ yTrue/|yTrue| · yPred/|yPred|</c> along an axis, −1 at best.</summary>
/// <param name="axis">The axis of the vectors; as in Keras, configs do not hold it.</param>
/// <param name="reduction">How losses become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class CosineSimilarity(int axis = -1, Reduction reduction = Reduction.SumOverBatchSize, string? name = "cosine_similarity", DTypePolicy? dtype = null)
    : LossFunctionWrapper((yTrue, yPred) => Of(yTrue, yPred, axis), reduction, name, dtype)
{
    /// <summary>The axis of the vectors.</summary>
    public int Axis { get; } = axis;

    internal static new CosineSimilarity FromConfig(Config config) => new(config.Get("axis", -1), ReadReduction(config), config.Name ?? "cosine_similarity");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.cosine_similarity</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="axis">The axis of the vectors.</param>
    /// <returns>Without this axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int axis = -1)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return -Sum(Unit(yTrue, axis) * Unit(yPred, axis), axis);
    }

    /// <summary>Vectors of length 1; those shorter than 1e-7 are multiplied by 1e7.</summary>
    private static Tensor Unit(Tensor x, int axis) => x * Minimum(Rsqrt(Sum(Square(x), axis, keepDims: true)), 1 / Weighting.Epsilon);
}
