namespace Heed.Losses;

/// <summary>Cross-entropy of predictions with true distributions over classes: <c>−Σ t · log p</c> along an axis.</summary>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class CategoricalCrossentropy : LossFunctionWrapper
{
    /// <summary>Creates the loss.</summary>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards equal probabilities, in [0, 1].</param>
    /// <param name="axis">The class axis.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is outside [0, 1].</exception>
    public CategoricalCrossentropy(bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1, Reduction reduction = Reduction.SumOverBatchSize,
                                   string? name = "categorical_crossentropy", DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, fromLogits, labelSmoothing, axis), reduction, name, dtype) =>
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, Require.Fraction(labelSmoothing, this), axis);

    /// <summary>Are predictions still to go through a softmax?</summary>
    public bool FromLogits { get; }

    /// <summary>How far the truth is moved towards equal probabilities.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The class axis.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("from_logits", FromLogits).With("label_smoothing", LabelSmoothing).With("axis", Axis);

    internal static new CategoricalCrossentropy FromConfig(Config config) => new(config.Get("from_logits", false), config.Get("label_smoothing", 0.0),
        config.Get("axis", -1), ReadReduction(config), config.Name ?? "categorical_crossentropy");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.categorical_crossentropy</c>.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="labelSmoothing">Moves the truth this far towards equal probabilities.</param>
    /// <param name="axis">The class axis.</param>
    /// <returns>Without the class axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1) =>
        Ops.CategoricalCrossentropy(yTrue.Cast(yPred.DType), yPred, fromLogits, axis, labelSmoothing);
}
