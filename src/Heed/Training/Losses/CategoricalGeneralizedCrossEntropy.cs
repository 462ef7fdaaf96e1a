using static Heed.Ops;

namespace Heed.Losses;

/// <summary>Cross-entropy that forgives wrong labels: <c>(1 − p[t]^q) / q</c>, near the cross-entropy for small q and the absolute error for q near 1.</summary>
/// <remarks>
/// Class numbers (B, 1) mean the same as (B), as Keras's documentation says; its code compares each of them with all predictions of the batch.
/// Source: Zhang and Sabuncu 2018, arXiv:1805.07836; keras/src/losses/losses.py.
/// </remarks>
public sealed class CategoricalGeneralizedCrossEntropy : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="q">Between 0 and 1, the ends excluded.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is not between 0 and 1.</exception>
    public CategoricalGeneralizedCrossEntropy(double q = 0.5, Reduction reduction = Reduction.SumOverBatchSize, string? name = "categorical_generalized_cross_entropy",
                                              DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, q), reduction, name, dtype) => Q = q is > 0 and < 1 ? q
            : throw new ArgumentOutOfRangeException(nameof(q), FormattableString.Invariant($"{this} expects q to be between 0 and 1. Received {q}."));

    /// <summary>How much wrong labels are forgiven.</summary>
    public double Q { get; }

    private protected override bool KeepsIntegers => true;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("q", Q);

    internal static new CategoricalGeneralizedCrossEntropy FromConfig(Config config) =>
        new(config.Get("q", 0.5), ReadReduction(config), config.Name ?? "categorical_generalized_cross_entropy");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.categorical_generalized_cross_entropy</c>.</summary>
    /// <param name="yTrue">Class numbers: the shape of <paramref name="yPred"/> without its last axis, or with length 1 there.</param>
    /// <param name="yPred">Probabilities.</param>
    /// <param name="q">Between 0 and 1.</param>
    /// <returns>Without the last axis.</returns>
    /// <exception cref="ShapeException">There is not one class number for each prediction.</exception>
    /// <exception cref="ArgumentException">A class number is out of range.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double q)
    {
        if (yTrue.Rank == yPred.Rank && yTrue.Rank > 0 && yTrue.Shape[^1].Equals(1)) yTrue = Squeeze(yTrue, -1);
        if (yPred.Rank == 0 || !yTrue.Shape.IsCompatibleWith(yPred.Shape[..^1]))
            throw new ShapeException($"CategoricalGeneralizedCrossEntropy expects a class number for each prediction. Received {yTrue.Spec} and {yPred.Spec}.");
        Tensor classes = ExpandDims(yTrue.Cast(DTypeOf(yTrue)), -1), isOutside = classes < 0 | classes >= yPred.Shape[^1].Value;
        if (Any(isOutside).Item<bool>())
            throw new ArgumentException($"CategoricalGeneralizedCrossEntropy expects class numbers in [0, {yPred.Shape[^1]}). Received one outside: {yTrue}.");
        return (1 - Power(Squeeze(TakeAlongAxis(yPred, classes, -1), -1), q)) / q;
    }

    private static DType DTypeOf(Tensor classes) => classes.DType is Heed.DType.Int64 ? Heed.DType.Int64 : Heed.DType.Int32;
}
