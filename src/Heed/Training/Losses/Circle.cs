using static Heed.Ops;

namespace Heed.Losses;

/// <summary>Pulls embeddings of one class together and pushes those of different classes apart; the farther a pair is from where it should be, the harder.</summary>
/// <remarks>
/// <para><b>Inputs</b>  class numbers (B) or (B, 1), embeddings (B, D) of length 1.</para>
/// <para><b>Formula</b> <c>softplus(log Σ exp(−γ [m + d] (m − d)) + log Σ exp(γ [1 + m − d] (1 − m − d)))</c> with the cosine distance d, over the pairs
/// of one class and those of two, a loss for each sample.</para>
/// <para><b>Masks</b>   A sample without a partner costs nothing and does not count in the mean.</para>
/// <para><b>Source</b>  Sun et al. 2020, arXiv:2002.10857; keras/src/losses/losses.py.</para>
/// </remarks>
public sealed class Circle : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="gamma">The scale, above 0.</param>
    /// <param name="margin">How far pairs should be from the boundary.</param>
    /// <param name="removeDiagonal">Is no sample its own partner?</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gamma"/> is no finite number above 0.</exception>
    public Circle(double gamma = 80.0, double margin = 0.4, bool removeDiagonal = true, Reduction reduction = Reduction.SumOverBatchSize, string? name = "circle",
                  DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, null, null, removeDiagonal, gamma, margin), reduction, name, dtype) =>
        (Gamma, Margin, RemoveDiagonal) = (Require.Positive(gamma, this), margin, removeDiagonal);

    /// <summary>The scale.</summary>
    public double Gamma { get; }

    /// <summary>How far pairs should be from the boundary.</summary>
    public double Margin { get; }

    /// <summary>Is no sample its own partner?</summary>
    public bool RemoveDiagonal { get; }

    private protected override bool KeepsIntegers => true;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("gamma", Gamma).With("margin", Margin).With("remove_diagonal", RemoveDiagonal);

    internal static new Circle FromConfig(Config config) => new(config.Get("gamma", 80.0), config.Get("margin", 0.4), config.Get("remove_diagonal", true),
        ReadReduction(config), config.Name ?? "circle");

    /// <summary>The loss of each sample before any weighting, <c>keras.losses.circle</c>.</summary>
    /// <param name="yTrue">Class numbers (B) or (B, 1).</param>
    /// <param name="yPred">Embeddings (B, D) of length 1.</param>
    /// <param name="refLabels">The class numbers of the partners; <see langword="null"/>: <paramref name="yTrue"/>.</param>
    /// <param name="refEmbeddings">The embeddings of the partners; <see langword="null"/>: <paramref name="yPred"/>.</param>
    /// <param name="removeDiagonal">Is sample i no partner of sample i?</param>
    /// <param name="gamma">The scale.</param>
    /// <param name="margin">How far pairs should be from the boundary.</param>
    /// <returns>(B), with a mask that is false where the loss is 0.</returns>
    /// <exception cref="ShapeException">There is not one class number for each embedding.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Tensor? refLabels = null, Tensor? refEmbeddings = null, bool removeDiagonal = true,
                            double gamma = 80, double margin = 0.4)
    {
        Tensor labels = Labels(yTrue, yPred), partners = refEmbeddings ?? yPred, partnerLabels = refLabels is null && refEmbeddings is null
            ? labels : Labels(refLabels ?? yTrue, partners);
        Tensor distances = Maximum(1 - MatMul(yPred, Transpose(partners)), 0);                              // (B, P)
        Tensor isSame = Equal(ExpandDims(labels, 1), ExpandDims(partnerLabels, 0)), isOther = !isSame;      // (B, P)
        if (removeDiagonal) isSame &= !Eye(labels.Length, partnerLabels.Length, dtype: Heed.DType.Bool);

        Tensor pull = -gamma * Maximum(margin + distances, 0) * (margin - distances), push = gamma * Maximum(1 + margin - distances, 0) * (1 - margin - distances);
        Tensor nothing = yPred.DType is Heed.DType.Float16 ? -30_000.0 : -1e30;                             // finite, so that the slope is 0 and not NaN
        Tensor losses = Softplus(LogSumExp(Where(isSame, pull, nothing), 1) + LogSumExp(Where(isOther, push, nothing), 1));
        losses.Mask = losses > 0;
        return losses;
    }

    private static Tensor Labels(Tensor classes, Tensor embeddings)
    {
        if (embeddings.Rank != 2 || classes.Length != embeddings.Shape[0].Value)
            throw new ShapeException($"Circle expects a class number for each embedding (B, D). Received {classes.Spec} and {embeddings.Spec}.");
        return Reshape(classes.Cast(Heed.DType.Int32), [classes.Length]);
    }
}
