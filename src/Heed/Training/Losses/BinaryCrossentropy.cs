namespace Heed.Losses;

/// <summary>Cross-entropy of yes-or-no answers: the mean over an axis of <c>−t · log p − (1 − t) · log(1 − p)</c>.</summary>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class BinaryCrossentropy : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="fromLogits">Are predictions still to go through a sigmoid?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards 0.5, in [0, 1].</param>
    /// <param name="axis">The axis over which the mean is taken.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is outside [0, 1].</exception>
    public BinaryCrossentropy(bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1, Reduction reduction = Reduction.SumOverBatchSize,
                              string? name = "binary_crossentropy", DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, fromLogits, labelSmoothing, axis), reduction, name, dtype) =>
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, Require.Fraction(labelSmoothing, this), axis);

    /// <summary>Are predictions still to go through a sigmoid?</summary>
    public bool FromLogits { get; }

    /// <summary>How far the truth is moved towards 0.5.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis over which the mean is taken.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("from_logits", FromLogits).With("label_smoothing", LabelSmoothing).With("axis", Axis);

    internal static new BinaryCrossentropy FromConfig(Config config) => new(config.Get("from_logits", false), config.Get("label_smoothing", 0.0),
        config.Get("axis", -1), ReadReduction(config), config.Name ?? "binary_crossentropy");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.binary_crossentropy</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="fromLogits">Are predictions still to go through a sigmoid?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards 0.5.</param>
    /// <param name="axis">The axis over which the mean is taken.</param>
    /// <returns>Without this axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1)
    {
        yTrue = yTrue.Cast(yPred.DType);
        if (labelSmoothing != 0) yTrue = yTrue * (1 - labelSmoothing) + 0.5 * labelSmoothing;
        return Ops.Mean(Ops.BinaryCrossentropy(yTrue, yPred, fromLogits), axis);
    }
}
