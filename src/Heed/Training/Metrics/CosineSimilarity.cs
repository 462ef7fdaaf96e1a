namespace Heed.Metrics;

/// <summary>The mean cosine of the angle between predictions and the truth: 1 where they point the same way.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <param name="axis">The axis of the vectors; as in Keras, configs do not hold it.</param>
/// <remarks>Source: keras/src/metrics/regression_metrics.py.</remarks>
public sealed class CosineSimilarity(string? name = "cosine_similarity", DTypePolicy? dtype = null, int axis = -1)
    : MeanMetricWrapper((yTrue, yPred) => -Losses.CosineSimilarity.Of(yTrue, yPred, axis), name, dtype)
{
    /// <summary>The axis of the vectors.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override int Direction => 1;

    internal static new CosineSimilarity FromConfig(Config config) =>
        new(config.Name ?? "cosine_similarity", config.GetObject<DTypePolicy>("dtype"), config.Get("axis", -1));
}
