using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How often the class whose number the truth holds is among the k most probable.</summary>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class SparseTopKCategoricalAccuracy : MeanMetricWrapper
{
    /// <summary>Creates the metric.</summary>
    /// <param name="k">How many of the most probable classes count, at least 1.</param>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    /// <param name="fromSortedIds">Are predictions class numbers, the most probable first, rather than probabilities?</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public SparseTopKCategoricalAccuracy(int k = 5, string? name = "sparse_top_k_categorical_accuracy", DTypePolicy? dtype = null, bool fromSortedIds = false)
        : base((yTrue, yPred) => Of(yTrue, yPred, k, fromSortedIds), name, dtype) => (K, FromSortedIds) = (Require.Positive(k, this), fromSortedIds);

    /// <summary>How many of the most probable classes count.</summary>
    public int K { get; }

    /// <summary>Are predictions class numbers, the most probable first?</summary>
    public bool FromSortedIds { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("k", K);
        return FromSortedIds ? config.With("from_sorted_ids", true) : config;
    }

    internal static new SparseTopKCategoricalAccuracy FromConfig(Config config) => new(config.Get("k", 5),
        config.Name ?? "sparse_top_k_categorical_accuracy", config.GetObject<DTypePolicy>("dtype"), config.Get("from_sorted_ids", false));

    /// <summary>1 where a prediction is right and 0 where it is wrong, <c>keras.metrics.sparse_top_k_categorical_accuracy</c>.</summary>
    /// <param name="yTrue">Class numbers: the shape of <paramref name="yPred"/> without its last axis.</param>
    /// <param name="yPred">Probabilities of classes, or class numbers, on the last axis.</param>
    /// <param name="k">How many of the most probable classes count.</param>
    /// <param name="fromSortedIds">Are predictions class numbers, the most probable first?</param>
    /// <returns>The shape of <paramref name="yTrue"/>.</returns>
    /// <exception cref="ShapeException">There is not one class number for each prediction.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int k = 5, bool fromSortedIds = false)
    {
        Shape shape = yTrue.Shape;
        if (yPred.Rank < 2 || yPred.Shape[..^1].Size != shape.Size)
            throw new ShapeException($"SparseTopKCategoricalAccuracy expects a class number for each prediction. Received {yTrue.Spec} and {yPred.Spec}.");
        yTrue = Reshape(yTrue.Cast(fromSortedIds ? yPred.DType : Heed.DType.Int32), [shape.Size]);
        yPred = Reshape(yPred, [shape.Size, yPred.Shape[^1]]);
        Tensor matches = fromSortedIds ? Any(Equal(ExpandDims(yTrue, 1), yPred[.., ..Math.Min(k, yPred.Shape[1].Value)]), 1) : InTopK(yTrue, yPred, k);
        return Reshape(matches.Cast(Heed.DType.Float32), shape);
    }
}
