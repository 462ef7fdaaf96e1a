namespace Heed.Metrics;

/// <summary>The mean overlap of true and predicted regions of some classes, where the truth is one-hot.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="targetClassIds">The classes that enter the mean.</param>
/// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
/// <param name="dtype">The type of the counts; <see langword="null"/>: int32.</param>
/// <param name="ignoreClass">What is truly of this class is not counted; <see langword="null"/>: all is.</param>
/// <param name="sparseYPred">Do predictions hold class numbers, rather than a number for each class?</param>
/// <param name="axis">The class axis of what is not sparse.</param>
/// <remarks>Source: keras/src/metrics/iou_metrics.py.</remarks>
public sealed class OneHotIoU(int numClasses, IReadOnlyList<int> targetClassIds, string? name = null, DTypePolicy? dtype = null, int? ignoreClass = null,
                              bool sparseYPred = false, int axis = -1)
    : IoU(numClasses, targetClassIds, name, dtype, ignoreClass, sparseYTrue: false, sparseYPred, axis)
{
    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("num_classes", NumClasses).With("target_class_ids", TargetClassIds).With("name", Name)
        .With("dtype", DType).With("ignore_class", IgnoreClass).With("sparse_y_pred", SparseYPred).With("axis", Axis);

    internal static new OneHotIoU FromConfig(Config config) => new(config.Require<int>("num_classes"), config.Require<int[]>("target_class_ids"), config.Name,
        config.GetObject<DTypePolicy>("dtype"), config.Get<int?>("ignore_class", null), config.Get("sparse_y_pred", false), config.Get("axis", -1));
}
