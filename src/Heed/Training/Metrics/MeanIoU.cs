namespace Heed.Metrics;

/// <summary>The mean overlap of true and predicted regions of all classes.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
/// <param name="dtype">The type of the counts; <see langword="null"/>: int32.</param>
/// <param name="ignoreClass">What is truly of this class is not counted; <see langword="null"/>: all is.</param>
/// <param name="sparseYTrue">Does the truth hold class numbers, rather than a number for each class?</param>
/// <param name="sparseYPred">Do predictions hold class numbers, rather than a number for each class?</param>
/// <param name="axis">The class axis of what is not sparse.</param>
/// <remarks>Source: keras/src/metrics/iou_metrics.py.</remarks>
public class MeanIoU(int numClasses, string? name = null, DTypePolicy? dtype = null, int? ignoreClass = null, bool sparseYTrue = true, bool sparseYPred = true, int axis = -1)
    : IoU(numClasses, AllOf(numClasses), name, dtype, ignoreClass, sparseYTrue, sparseYPred, axis)
{
    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("num_classes", NumClasses).With("name", Name).With("dtype", DType)
        .With("ignore_class", IgnoreClass).With("sparse_y_true", SparseYTrue).With("sparse_y_pred", SparseYPred).With("axis", Axis);

    internal static new MeanIoU FromConfig(Config config) => new(config.Require<int>("num_classes"), config.Name, config.GetObject<DTypePolicy>("dtype"),
        config.Get<int?>("ignore_class", null), config.Get("sparse_y_true", true), config.Get("sparse_y_pred", true), config.Get("axis", -1));
}
