using static Heed.Ops;

namespace Heed.Losses;

/// <summary>How little predicted and true regions overlap, with weights for what is missed and what is too much: <c>1 − Σ t·p / (Σ t·p + α Σ t·(1 − p) + β Σ (1 −
/// t)·p)</c>.</summary>
/// <remarks>With α = β = 0.5 it is <see cref="Dice"/>. Source: Salehi et al. 2017, arXiv:1706.05721; keras/src/losses/losses.py.</remarks>
public sealed class Tversky : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="alpha">The weight of what is true and not predicted.</param>
    /// <param name="beta">The weight of what is predicted and not true.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="axis">The axes of the sums; <see langword="null"/>: all, so that the result is one number.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    public Tversky(double alpha = 0.5, double beta = 0.5, Reduction reduction = Reduction.SumOverBatchSize, string? name = "tversky", Axes? axis = null,
                   DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, alpha, beta, axis), reduction, name, dtype) =>
        (Alpha, Beta, Axis) = (Require.NotNegative(alpha, this), Require.NotNegative(beta, this), axis);

    /// <summary>The weight of what is true and not predicted.</summary>
    public double Alpha { get; }

    /// <summary>The weight of what is predicted and not true.</summary>
    public double Beta { get; }

    /// <summary>The axes of the sums; <see langword="null"/>: all.</summary>
    public Axes? Axis { get; }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("alpha", Alpha).With("beta", Beta).With("axis", Axis);

    internal static new Tversky FromConfig(Config config) =>
        new(config.Get("alpha", 0.5), config.Get("beta", 0.5), ReadReduction(config), config.Name ?? "tversky", config.Get<Axes?>("axis", null));

    /// <summary>The losses before any weighting, <c>keras.losses.tversky</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions, of the same shape.</param>
    /// <param name="alpha">The weight of what is true and not predicted.</param>
    /// <param name="beta">The weight of what is predicted and not true.</param>
    /// <param name="axis">The axes of the sums; <see langword="null"/>: all.</param>
    /// <returns>Without these axes.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double alpha = 0.5, double beta = 0.5, Axes? axis = null)
    {
        yTrue = yTrue.Cast(yPred.DType);
        int[]? axes = axis?.ToArray();
        Tensor both = Sum(yTrue * yPred, axes), missed = Sum((1 - yPred) * yTrue, axes), tooMuch = Sum(yPred * (1 - yTrue), axes);
        return 1 - both / (both + missed * alpha + tooMuch * beta + Weighting.Epsilon);
    }
}
