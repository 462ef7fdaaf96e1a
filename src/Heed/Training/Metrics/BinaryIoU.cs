namespace Heed.Metrics;

/// <summary>The mean overlap of true and predicted regions where predictions are probabilities of yes.</summary>
/// <param name="targetClassIds">Which of 0 (no) and 1 (yes) enter the mean; <see langword="null"/>: both.</param>
/// <param name="threshold">A prediction that is not smaller means yes.</param>
/// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
/// <param name="dtype">The type of the counts; <see langword="null"/>: int32.</param>
/// <remarks>Source: keras/src/metrics/iou_metrics.py.</remarks>
public sealed class BinaryIoU(IReadOnlyList<int>? targetClassIds = null, double threshold = 0.5, string? name = null, DTypePolicy? dtype = null)
    : IoU(2, targetClassIds ?? [0, 1], name, dtype)
{
    /// <summary>A prediction that is not smaller means yes.</summary>
    public double Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) =>
        base.Update(yTrue, yPred.Cast(Heed.DType.Float32) >= Threshold, sampleWeight);

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("target_class_ids", TargetClassIds).With("threshold", Threshold).With("name", Name).With("dtype", DType);

    internal static new BinaryIoU FromConfig(Config config) =>
        new(config.Get<int[]?>("target_class_ids", null), config.Get("threshold", 0.5), config.Name, config.GetObject<DTypePolicy>("dtype"));
}
