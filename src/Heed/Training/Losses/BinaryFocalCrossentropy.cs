using static Heed.Ops;

namespace Heed.Losses;

/// <summary>Cross-entropy of yes-or-no answers in which easy ones count little: the mean over an axis of <c>(1 − p_t)^γ · crossentropy</c>, p_t the probability of the
/// right answer.</summary>
/// <remarks>Source: Lin et al. 2018, arXiv:1708.02002; keras/src/losses/losses.py.</remarks>
public sealed class BinaryFocalCrossentropy : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="applyClassBalancing">Multiply yes by <paramref name="alpha"/> and no by 1 − <paramref name="alpha"/>?</param>
    /// <param name="alpha">The weight of yes, in [0, 1].</param>
    /// <param name="gamma">How little easy answers count, at least 0; 0: all count the same.</param>
    /// <param name="fromLogits">Are predictions still to go through a sigmoid?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards 0.5, in [0, 1].</param>
    /// <param name="axis">The axis over which the mean is taken.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BinaryFocalCrossentropy(bool applyClassBalancing = false, double alpha = 0.25, double gamma = 2.0, bool fromLogits = false, double labelSmoothing = 0.0,
                                   int axis = -1, Reduction reduction = Reduction.SumOverBatchSize, string? name = "binary_focal_crossentropy", DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis), reduction, name, dtype)
    {
        (ApplyClassBalancing, Alpha, Gamma) = (applyClassBalancing, Require.Fraction(alpha, this), Require.NotNegative(gamma, this));
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, Require.Fraction(labelSmoothing, this), axis);
    }

    /// <summary>Is yes multiplied by <see cref="Alpha"/> and no by 1 − <see cref="Alpha"/>?</summary>
    public bool ApplyClassBalancing { get; }

    /// <summary>The weight of yes.</summary>
    public double Alpha { get; }

    /// <summary>How little easy answers count.</summary>
    public double Gamma { get; }

    /// <summary>Are predictions still to go through a sigmoid?</summary>
    public bool FromLogits { get; }

    /// <summary>How far the truth is moved towards 0.5.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis over which the mean is taken.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("label_smoothing", LabelSmoothing).With("axis", Axis)
        .With("apply_class_balancing", ApplyClassBalancing).With("alpha", Alpha).With("gamma", Gamma);

    internal static new BinaryFocalCrossentropy FromConfig(Config config) => new(config.Get("apply_class_balancing", false), config.Get("alpha", 0.25),
        config.Get("gamma", 2.0), config.Get("from_logits", false), config.Get("label_smoothing", 0.0), config.Get("axis", -1),
        ReadReduction(config), config.Name ?? "binary_focal_crossentropy");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.binary_focal_crossentropy</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="applyClassBalancing">Multiply yes by <paramref name="alpha"/> and no by 1 − <paramref name="alpha"/>?</param>
    /// <param name="alpha">The weight of yes.</param>
    /// <param name="gamma">How little easy answers count.</param>
    /// <param name="fromLogits">Are predictions still to go through a sigmoid?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards 0.5.</param>
    /// <param name="axis">The axis over which the mean is taken.</param>
    /// <returns>Without this axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool applyClassBalancing = false, double alpha = 0.25, double gamma = 2.0, bool fromLogits = false,
                            double labelSmoothing = 0.0, int axis = -1)
    {
        yTrue = yTrue.Cast(yPred.DType);
        if (labelSmoothing != 0) yTrue = yTrue * (1 - labelSmoothing) + 0.5 * labelSmoothing;
        if (fromLogits) yPred = Sigmoid(yPred);
        Tensor right = yTrue * yPred + (1 - yTrue) * (1 - yPred);
        Tensor losses = Power(1 - right, gamma) * Ops.BinaryCrossentropy(yTrue, yPred);
        if (applyClassBalancing) losses = (yTrue * alpha + (1 - yTrue) * (1 - alpha)) * losses;
        return Mean(losses, axis);
    }
}
