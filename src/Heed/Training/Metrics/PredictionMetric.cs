namespace Heed.Metrics;

/// <summary>A metric that compares predictions with the truth: what <c>Compile</c> takes.</summary>
/// <remarks>Source: keras/src/metrics/metric.py, keras/src/trainers/compile_utils.py.</remarks>
public abstract class PredictionMetric : Metric
{
    /// <summary>Names the metric.</summary>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    protected PredictionMetric(string? name = null, DTypePolicy? dtype = null) : base(name, dtype) { }

    /// <summary>Gathers a batch.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions; the mask that they carry hides steps.</param>
    /// <param name="sampleWeight">A weight for each sample, or for each step; <see langword="null"/>: all weigh 1.</param>
    public abstract void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null);

    /// <summary>A metric by Keras's name; that becomes its name.</summary>
    /// <param name="name">Such as <c>mse</c>; <c>accuracy</c> chooses by the shapes.</param>
    /// <exception cref="ArgumentException">No metric has this name, or it does not compare predictions with the truth.</exception>
    public static implicit operator PredictionMetric(string name)
    {
        if (name.ToLowerInvariant() is "accuracy" or "acc") return new AccuracyByShape(name) { ShortName = name };
        var metric = KerasRegistry.Create<Metric>(name);
        (metric.Name, metric.ShortName) = (name, name);
        return metric as PredictionMetric
            ?? throw new ArgumentException($"Compile expects metrics that compare predictions with the truth. Received {metric}.");
    }
}
