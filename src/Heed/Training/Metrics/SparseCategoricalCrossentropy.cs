namespace Heed.Metrics;

/// <summary>The mean cross-entropy of predictions with the numbers of the right classes.</summary>
/// <remarks>Source: keras/src/metrics/probabilistic_metrics.py.</remarks>
public sealed class SparseCategoricalCrossentropy : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="fromLogits">Are predictions still to go through a softmax?</param>
    /// <param name="ignoreClass">Steps with this class number cost nothing; <see langword="null"/>: there is none.</param>
    /// <param name="axis">The class axis.</param>
    public SparseCategoricalCrossentropy(string? name = "sparse_categorical_crossentropy", DTypePolicy? dtype = null, bool fromLogits = false,
                                         int? ignoreClass = null, int axis = -1)
        : base((yTrue, yPred) => Losses.SparseCategoricalCrossentropy.Of(yTrue, yPred, fromLogits, ignoreClass, axis), name, dtype) =>
        (FromLogits, IgnoreClass, Axis) = (fromLogits, ignoreClass, axis);

    /// <summary>Are predictions still to go through a softmax?</summary>
    public bool FromLogits { get; }

    /// <summary>Steps with this class number cost nothing.</summary>
    public int? IgnoreClass { get; }

    /// <summary>The class axis.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override int Direction => -1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("from_logits", FromLogits).With("ignore_class", IgnoreClass).With("axis", Axis);

    internal static new SparseCategoricalCrossentropy FromConfig(Config config) => new(config.Name ?? "sparse_categorical_crossentropy",
        config.GetObject<DTypePolicy>("dtype"), config.Get("from_logits", false), config.Get<int?>("ignore_class", null), config.Get("axis", -1));
}
