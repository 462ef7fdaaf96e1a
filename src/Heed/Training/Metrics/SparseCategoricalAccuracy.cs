using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How often the most probable class is the one whose number the truth holds.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class SparseCategoricalAccuracy(string? name = "sparse_categorical_accuracy", DTypePolicy? dtype = null) : MeanMetricWrapper(Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => 1;

    internal static new SparseCategoricalAccuracy FromConfig(Config config) => new(config.Name ?? "sparse_categorical_accuracy", config.GetObject<DTypePolicy>("dtype"));

    /// <summary>1 where a prediction is right and 0 where it is wrong, <c>keras.metrics.sparse_categorical_accuracy</c>.</summary>
    /// <param name="yTrue">Class numbers: the shape of <paramref name="yPred"/> without its last axis, or with length 1 there.</param>
    /// <param name="yPred">Predicted distributions over classes, on the last axis.</param>
    /// <returns>Without the class axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        if (yTrue.Rank == yPred.Rank && yTrue.Shape[^1].Equals(1)) yTrue = Squeeze(yTrue, -1);
        Tensor matches = Equal(yTrue, ArgMax(yPred, -1).Cast(yTrue.DType)).Cast(Heed.DType.Float32);
        return matches.Rank > 1 && matches.Shape[^1].Equals(1) ? Squeeze(matches, -1) : matches;
    }
}
