using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>The mean overlap of true and predicted regions of some classes: intersection over union, <c>true positives / (true positives + false positives + false
/// negatives)</c>.</summary>
/// <remarks>
/// Class numbers outside the classes, and what <see cref="IgnoreClass"/> says, are not counted; classes that neither occur nor are predicted do not enter the mean.
/// The counts have the metric's type: with the usual int32, fractions of weights are lost. Source: keras/src/metrics/iou_metrics.py.
/// </remarks>
public class IoU : PredictionMetric
{
    private const int MostClasses = 10_000;

    private readonly Variable _total;       // (true, predicted)

    /// <summary>Creates the metric.</summary>
    /// <param name="numClasses">How many classes there are.</param>
    /// <param name="targetClassIds">The classes that enter the mean.</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the counts; <see langword="null"/>: int32.</param>
    /// <param name="ignoreClass">What is truly of this class is not counted; <see langword="null"/>: all is.</param>
    /// <param name="sparseYTrue">Does the truth hold class numbers, rather than a number for each class?</param>
    /// <param name="sparseYPred">Do predictions hold class numbers, rather than a number for each class?</param>
    /// <param name="axis">The class axis of what is not sparse.</param>
    /// <exception cref="ArgumentException">There is no target class, or one is no class.</exception>
    public IoU(int numClasses, IReadOnlyList<int> targetClassIds, string? name = null, DTypePolicy? dtype = null, int? ignoreClass = null,
               bool sparseYTrue = true, bool sparseYPred = true, int axis = -1) : base(name, dtype ?? Heed.DType.Int32)
    {
        (NumClasses, TargetClassIds, IgnoreClass) = (Checked(numClasses), [.. targetClassIds], ignoreClass);
        (SparseYTrue, SparseYPred, Axis) = (sparseYTrue, sparseYPred, axis);
        if (targetClassIds.Count == 0 || targetClassIds.Any(id => id < 0 || id >= numClasses))
            throw new ArgumentException($"{this} expects target classes in [0, {numClasses}). Received {(targetClassIds.Count == 0 ? "none" : string.Join(", ", targetClassIds))}.");
        _total = AddVariable("total_confusion_matrix", [numClasses, numClasses]);
    }

    /// <summary>All classes as target classes.</summary>
    private protected static int[] AllOf(int numClasses) => [.. Enumerable.Range(0, Checked(numClasses))];

    /// <summary>A number of classes whose square can be counted in memory.</summary>
    private static int Checked(int numClasses) => Require.Positive(numClasses, nameof(IoU)) <= MostClasses ? numClasses
        : throw new ArgumentOutOfRangeException(nameof(numClasses), numClasses, $"IoU expects at most {MostClasses} classes, each of which is counted with each. Received {numClasses}.");

    /// <summary>How many classes there are.</summary>
    public int NumClasses { get; }

    /// <summary>The classes that enter the mean.</summary>
    public IReadOnlyList<int> TargetClassIds { get; }

    /// <summary>What is truly of this class is not counted; <see langword="null"/>: all is.</summary>
    public int? IgnoreClass { get; }

    /// <summary>Does the truth hold class numbers?</summary>
    public bool SparseYTrue { get; }

    /// <summary>Do predictions hold class numbers?</summary>
    public bool SparseYPred { get; }

    /// <summary>The class axis of what is not sparse.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override int Direction => 1;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not a prediction for each true class, or not a weight.</exception>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        Tensor truth = Flat((SparseYTrue ? yTrue : ArgMax(yTrue, Axis)).Cast(DType)), guess = Flat((SparseYPred ? yPred : ArgMax(yPred, Axis)).Cast(DType));
        if (truth.Length != guess.Length) throw new ShapeException($"{this} expects a prediction for each true class. Received {yTrue.Spec} and {yPred.Spec}.");
        Tensor counts = truth >= 0 & truth < NumClasses & guess >= 0 & guess < NumClasses;
        if (IgnoreClass is { } ignored) counts &= NotEqual(truth, ignored);
        Tensor weights = (sampleWeight ?? 1).Cast(DType);
        weights = Where(counts, BroadcastTo(weights.Rank > 1 ? Flat(weights) : weights, truth.Shape), 0);
        Tensor cells = Where(counts, truth.Cast(Heed.DType.Int32) * NumClasses + guess.Cast(Heed.DType.Int32), 0);
        Tensor matrix = ScatterAdd(weights, cells, NumClasses * NumClasses);
        _total.Assign(_total.Value + Reshape(matrix, _total.Shape));
    }

    /// <inheritdoc/>
    public override Tensor Result()
    {
        Tensor targets = Tensor.From([.. TargetClassIds], [TargetClassIds.Count]), matrix = _total.Value;
        Tensor both = Take(Diagonal(matrix), targets, 0);
        Tensor union = (Take(Sum(matrix, 0) + Sum(matrix, 1), targets, 0) - both).Cast(Heed.DType.Float32);
        Tensor occurs = union > 1e-9;
        return Sum(Where(occurs, both.Cast(Heed.DType.Float32) / (union + Weighting.Epsilon), 0)) / (Sum(occurs.Cast(Heed.DType.Float32)) + Weighting.Epsilon);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("num_classes", NumClasses).With("target_class_ids", TargetClassIds)
        .With("ignore_class", IgnoreClass).With("sparse_y_true", SparseYTrue).With("sparse_y_pred", SparseYPred).With("axis", Axis);

    internal static IoU FromConfig(Config config) => new(config.Require<int>("num_classes"), config.Require<int[]>("target_class_ids"), config.Name,
        config.GetObject<DTypePolicy>("dtype"), config.Get<int?>("ignore_class", null), config.Get("sparse_y_true", true), config.Get("sparse_y_pred", true),
        config.Get("axis", -1));

    private static Tensor Flat(Tensor x) => Reshape(x, [x.Length]);
}
