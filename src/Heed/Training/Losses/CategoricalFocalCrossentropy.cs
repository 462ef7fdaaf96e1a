using static Heed.Ops;

namespace Heed.Losses;

/// <summary>Cross-entropy with true distributions over classes in which easy samples count little: <c>−Σ α · (1 − p)^γ · t · log p</c> along an axis.</summary>
/// <remarks>Source: Lin et al. 2018, arXiv:1708.02002; keras/src/losses/losses.py.</remarks>
public sealed class CategoricalFocalCrossentropy : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="alpha">What the losses are multiplied by: a number, or one for each class; <see langword="null"/>: 0.25.</param>
    /// <param name="gamma">How little easy samples count, at least 0; 0: all count the same.</param>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards equal probabilities, in [0, 1].</param>
    /// <param name="axis">The class axis.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CategoricalFocalCrossentropy(Numbers? alpha = null, double gamma = 2.0, bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1,
                                        Reduction reduction = Reduction.SumOverBatchSize, string? name = "categorical_focal_crossentropy", DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, alpha, gamma, fromLogits, labelSmoothing, axis), reduction, name, dtype)
    {
        (Alpha, Gamma) = (alpha ?? DefaultAlpha, Require.NotNegative(gamma, this));
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, Require.Fraction(labelSmoothing, this), axis);
    }

    /// <summary>What the losses are multiplied by.</summary>
    public Numbers Alpha { get; }

    /// <summary>How little easy samples count.</summary>
    public double Gamma { get; }

    /// <summary>Are predictions still to go through a softmax?</summary>
    public bool FromLogits { get; }

    /// <summary>How far the truth is moved towards equal probabilities.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The class axis.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("label_smoothing", LabelSmoothing).With("axis", Axis)
        .With("alpha", Alpha.ToConfig()).With("gamma", Gamma);

    internal static new CategoricalFocalCrossentropy FromConfig(Config config) => new(Numbers.Read(config, "alpha"), config.Get("gamma", 2.0),
        config.Get("from_logits", false), config.Get("label_smoothing", 0.0), config.Get("axis", -1), ReadReduction(config),
        config.Name ?? "categorical_focal_crossentropy");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.categorical_focal_crossentropy</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="alpha">What the losses are multiplied by; numbers for each class stand along the last axis; <see langword="null"/>: 0.25.</param>
    /// <param name="gamma">How little easy samples count.</param>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards equal probabilities.</param>
    /// <param name="axis">The class axis.</param>
    /// <returns>Without the class axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Numbers? alpha = null, double gamma = 2.0, bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1)
    {
        yTrue = SmoothLabels(yTrue.Cast(yPred.DType), labelSmoothing);
        if (fromLogits) yPred = Softmax(yPred, axis);
        Tensor p = ClipProbability(yPred / Sum(yPred, axis, keepDims: true));
        return Sum(-yTrue * Log(p) * (Power(1 - p, gamma) * (alpha ?? DefaultAlpha).ToTensor(p.DType)), axis);
    }

    private static Numbers DefaultAlpha => 0.25;
}
