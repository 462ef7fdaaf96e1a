using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>How often predictions equal the truth.</summary>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/accuracy_metrics.py.</remarks>
public sealed class Accuracy(string? name = "accuracy", DTypePolicy? dtype = null) : MeanMetricWrapper(Of, name, dtype)
{
    /// <inheritdoc/>
    public override int Direction => 1;

    internal static new Accuracy FromConfig(Config config) => new(config.Name ?? "accuracy", config.GetObject<DTypePolicy>("dtype"));

    private static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue.Cast(yPred.DType), yPred);
        return Equal(yTrue, yPred).Cast(Heed.DType.Float32);
    }
}
