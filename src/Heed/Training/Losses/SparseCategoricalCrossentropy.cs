namespace Heed.Losses;

/// <summary>Cross-entropy of predictions with the numbers of the right classes: <c>−log p[t]</c> along an axis.</summary>
/// <remarks>Source: keras/src/losses/losses.py.</remarks>
public sealed class SparseCategoricalCrossentropy : LossFunctionWrapper
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
        : base((yTrue, yPred) => Of(yTrue, yPred, fromLogits, ignoreClass, axis), reduction, name, dtype) =>
        (FromLogits, IgnoreClass, Axis) = (fromLogits, ignoreClass, axis);

    /// <summary>Are predictions still to go through a softmax?</summary>
    public bool FromLogits { get; }

    /// <summary>Steps with this class number do not count.</summary>
    public int? IgnoreClass { get; }

    /// <summary>The class axis.</summary>
    public int Axis { get; }

    private protected override bool KeepsIntegers => true;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("ignore_class", IgnoreClass);

    internal static new SparseCategoricalCrossentropy FromConfig(Config config) => new(config.Get("from_logits", false),
        config.Get<int?>("ignore_class", null), ReadReduction(config), config.Get("axis", -1), config.Name ?? "sparse_categorical_crossentropy");

    /// <summary>The loss of each sample or step before any weighting, <c>keras.losses.sparse_categorical_crossentropy</c>.</summary>
    /// <param name="yTrue">Class numbers.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="ignoreClass">Steps with this class number cost nothing and do not count; <see langword="null"/>: all do.</param>
    /// <param name="axis">The class axis.</param>
    /// <returns>Without the class axis, with a mask that hides the ignored class.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits = false, int? ignoreClass = null, int axis = -1)
    {
        Tensor losses = Ops.SparseCategoricalCrossentropy(yTrue, yPred, fromLogits, axis, ignoreClass);
        if (ignoreClass is not { } ignored) return losses;
        Tensor classes = yTrue.DType.IsFloat() ? yTrue : yTrue.Cast(Heed.DType.Int64);      // uint8 has no −1
        losses.Mask = Ops.Reshape(Ops.NotEqual(classes, ignored), losses.Shape);
        return losses;
    }
}
