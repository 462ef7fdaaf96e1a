namespace Heed.Losses;

/// <summary>Cross-entropy of predictions with the numbers of the right classes: <c>−log p[t]</c> along an axis.</summary>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="fromLogits">Are predictions still to go through a softmax? Then one fused op does both.</param>
    /// <param name="ignoreClass">Steps with this class number, such as padding, do not count; <see langword="null"/>: all do.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="axis">The class axis.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    public SparseCategoricalCrossentropy(bool fromLogits = false, int? ignoreClass = null, Reduction reduction = Reduction.SumOverBatchSize,
                                         int axis = -1, string? name = "sparse_categorical_crossentropy", DTypePolicy? dtype = null)
        : base(reduction, name, dtype) => (FromLogits, IgnoreClass, Axis) = (fromLogits, ignoreClass, axis);

    /// <summary>Are predictions still to go through a softmax?</summary>
    public bool FromLogits { get; }

    /// <summary>Steps with this class number do not count.</summary>
    public int? IgnoreClass { get; }

    /// <summary>The class axis.</summary>
    public int Axis { get; }

    private protected override bool KeepsIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue, yPred);
        return Of(yTrue, yPred, FromLogits, IgnoreClass, Axis);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("ignore_class", IgnoreClass);

    internal static SparseCategoricalCrossentropy FromConfig(Config config) => new(config.Get("from_logits", false),
        config.Get<int?>("ignore_class", null), ReadReduction(config), config.Get("axis", -1), config.Name ?? "sparse_categorical_crossentropy");

    /// <summary>The losses before any weighting, with the mask that hides the ignored class.</summary>
    internal static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits, int? ignoreClass, int axis)
    {
        Tensor losses = Ops.SparseCategoricalCrossentropy(yTrue, yPred, fromLogits, axis, ignoreClass);
        if (ignoreClass is { } ignored) losses.Mask = Ops.Reshape(Ops.NotEqual(yTrue, ignored), losses.Shape);
        return losses;
    }
}
