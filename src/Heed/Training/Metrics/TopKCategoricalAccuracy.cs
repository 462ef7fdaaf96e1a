using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How often the class that the truth, one-hot, names is among the k most probable.</summary>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class TopKCategoricalAccuracy : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="k">How many of the most probable classes count, at least 1.</param>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopKCategoricalAccuracy(int k = 5, string? name = "top_k_categorical_accuracy", DTypePolicy? dtype = null)
        : base((yTrue, yPred) => Of(yTrue, yPred, k), name, dtype) => K = Require.Positive(k, this);

    /// <summary>How many of the most probable classes count.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("k", K);

    internal static new TopKCategoricalAccuracy FromConfig(Config config) =>
        new(config.Get("k", 5), config.Name ?? "top_k_categorical_accuracy", config.GetObject<DTypePolicy>("dtype"));

    /// <summary>1 where a prediction is right and 0 where it is wrong, <c>keras.metrics.top_k_categorical_accuracy</c>.</summary>
    /// <param name="yTrue">True distributions over classes, on the last axis.</param>
    /// <param name="yPred">Predicted ones.</param>
    /// <param name="k">How many of the most probable classes count.</param>
    /// <returns>Without the class axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int k = 5) => SparseTopKCategoricalAccuracy.Of(ArgMax(yTrue, -1), yPred, k);
}
