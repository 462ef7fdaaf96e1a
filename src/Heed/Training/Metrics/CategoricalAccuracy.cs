using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How often the most probable class is the one that the truth, one-hot, names.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class CategoricalAccuracy(string? name = "categorical_accuracy", DTypePolicy? dtype = null) : MeanMetricWrapper(Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => 1;

    internal static new CategoricalAccuracy FromConfig(Config config) => new(config.Name ?? "categorical_accuracy", config.GetObject<DTypePolicy>("dtype"));

    /// <summary>1 where a prediction is right and 0 where it is wrong, <c>keras.metrics.categorical_accuracy</c>.</summary>
    /// <param name="yTrue">True distributions over classes, on the last axis.</param>
    /// <param name="yPred">Predicted ones.</param>
    /// <returns>Without the class axis.</returns>
    public static Tensor Of(Tensor yTrue, Tensor yPred) => Equal(ArgMax(yTrue, -1), ArgMax(yPred, -1)).Cast(Heed.DType.Float32);
}
