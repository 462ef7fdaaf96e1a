using Heed.Metrics;

namespace Heed.Tests;

/// <summary>A metric at work on a small batch: what the contract of metrics is tested on.</summary>
/// <param name="Name">The class, with a colon and a remark where it has several samples.</param>
/// <param name="Make">Makes the metric anew.</param>
/// <param name="YTrue">The truth of four samples.</param>
/// <param name="YPred">Their predictions.</param>
internal sealed record MetricSample(string Name, Func<PredictionMetric> Make, Tensor YTrue, Tensor YPred)
{
    /// <summary>The class under which the registry knows the metric.</summary>
    public string ClassName => Name.Split(':')[0];

    public override string ToString() => Name;
}

/// <summary>The samples of all metrics that compare predictions with the truth.</summary>
internal static class MetricSamples
{
    private static readonly Tensor Numbers = new float[,] { { 0.4f, -1.3f, 2.1f }, { 1.7f, 0.2f, -0.6f }, { -0.9f, 1.1f, 0.5f }, { 0.3f, 0.8f, -2.2f } };
    private static readonly Tensor OtherNumbers = new float[,] { { 0.9f, -1.1f, 0.3f }, { 1.2f, 2.2f, -0.1f }, { -1.9f, 0.8f, 0.9f }, { 0.1f, 0.7f, 0.4f } };
    private static readonly Tensor Probabilities = new float[,] { { 0.2f, 0.7f, 0.1f }, { 0.5f, 0.15f, 0.35f }, { 0.55f, 0.15f, 0.3f }, { 0.1f, 0.5f, 0.4f } };
    private static readonly Tensor Answers = new float[,] { { 0, 1, 0 }, { 1, 0, 1 }, { 0, 0, 1 }, { 1, 1, 0 } };
    private static readonly Tensor OneHot = new float[,] { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 }, { 0, 0, 1 } };
    private static readonly Tensor Classes = new[] { 1, 0, 2, 2 }, Guesses = new[] { 1, 0, 0, 2 };
    private static readonly Tensor Yes = new float[] { 0, 1, 1, 0 }, Chances = new float[] { 0.3f, 0.8f, 0.4f, 0.6f };

    public static IReadOnlyList<MetricSample> Table { get; } =
    [
        new("AUC", () => new AUC(), Yes, Chances),
        new("AUC: majoring under given thresholds", () => new AUC(curve: AUCCurve.PR, summationMethod: AUCSummationMethod.Majoring, thresholds: [0.7, 0.35]), Yes, Chances),
        new("AUC: precision and recall", () => new AUC(50, AUCCurve.PR, fromLogits: true), Yes, Chances),
        new("AUC: gains", () => new AUC(50, AUCCurve.PRGAIN, AUCSummationMethod.Minoring), Yes, Chances),
        new("AUC: labels", () => new AUC(multiLabel: true, labelWeights: [1, 2, 0.5]), Answers, Probabilities),
        new("AUC: number of labels", () => new AUC(10, multiLabel: true, numLabels: 3), Answers, Probabilities),
        new("AUC: weights of columns", () => new AUC(20, labelWeights: [1, 2, 0.5]), Answers, Probabilities),
        new("Accuracy", () => new Accuracy(), Classes, Guesses),
        new("BinaryAccuracy", () => new BinaryAccuracy(threshold: 0.4), Answers, Probabilities),
        new("BinaryCrossentropy", () => new BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.1), Answers, Numbers),
        new("BinaryIoU", () => new BinaryIoU(), Yes, Chances),
        new("BinaryIoU: yes only", () => new BinaryIoU([1], 0.4), Yes, Chances),
        new("CategoricalAccuracy", () => new CategoricalAccuracy(), OneHot, Probabilities),
        new("CategoricalCrossentropy", () => new CategoricalCrossentropy(labelSmoothing: 0.1), OneHot, Probabilities),
        new("CategoricalHinge", () => new CategoricalHinge(), OneHot, Numbers),
        new("ConcordanceCorrelation", () => new ConcordanceCorrelation(), Numbers, OtherNumbers),
        new("CosineSimilarity", () => new CosineSimilarity(), Numbers, OtherNumbers),
        new("F1Score", () => new F1Score(FScoreAverage.Macro), OneHot, Probabilities),
        new("FBetaScore", () => new FBetaScore(beta: 2, threshold: 0.3), Answers, Probabilities),
        new("FBetaScore: micro", () => new FBetaScore(FScoreAverage.Micro), OneHot, Probabilities),
        new("FBetaScore: weighted", () => new FBetaScore(FScoreAverage.Weighted), OneHot, Probabilities),
        new("FalseNegatives", () => new FalseNegatives(), Yes, Chances),
        new("FalsePositives", () => new FalsePositives([0.7, 0.35]), Yes, Chances),
        new("Hinge", () => new Hinge(), 2 * Answers - 1, Numbers),
        new("IoU", () => new IoU(3, [0, 2]), Classes, Guesses),
        new("IoU: ignored class", () => new IoU(3, [0, 2], ignoreClass: 1), Classes, Guesses),
        new("KLDivergence", () => new KLDivergence(), OneHot, Probabilities),
        new("LogCoshError", () => new LogCoshError(), Numbers, OtherNumbers),
        new("MeanAbsoluteError", () => new MeanAbsoluteError(), Numbers, OtherNumbers),
        new("MeanAbsolutePercentageError", () => new MeanAbsolutePercentageError(), Numbers, OtherNumbers),
        new("MeanIoU", () => new MeanIoU(3, sparseYPred: false), Classes, Probabilities),
        new("MeanSquaredError", () => new MeanSquaredError(), Numbers, OtherNumbers),
        new("MeanSquaredLogarithmicError", () => new MeanSquaredLogarithmicError(), Answers, Probabilities),
        new("OneHotIoU", () => new OneHotIoU(3, [1, 2]), OneHot, Probabilities),
        new("OneHotMeanIoU", () => new OneHotMeanIoU(3, dtype: "float32"), OneHot, Probabilities),
        new("PearsonCorrelation", () => new PearsonCorrelation(), Numbers, OtherNumbers),
        new("Poisson", () => new Poisson(), Answers, Probabilities),
        new("Precision", () => new Precision(), Answers, Probabilities),
        new("Precision: thresholds of a class", () => new Precision([0.6, 0.3], classId: 1), Answers, Probabilities),
        new("PrecisionAtRecall", () => new PrecisionAtRecall(0.5), Yes, Chances),
        new("R2Score", () => new R2Score(), Numbers, OtherNumbers),
        new("R2Score: each output", () => new R2Score(null), Numbers, OtherNumbers),
        new("R2Score: weighted by variance", () => new R2Score(ClassAggregation.VarianceWeightedAverage), Numbers, OtherNumbers),
        new("Recall", () => new Recall(topK: 2), Answers, Probabilities),
        new("Recall: equally spaced thresholds", () => new Recall([0.0, 0.25, 0.5, 0.75, 1.0]), Answers, Probabilities),
        new("RecallAtPrecision", () => new RecallAtPrecision(0.6), Yes, Chances),
        new("RootMeanSquaredError", () => new RootMeanSquaredError(), Numbers, OtherNumbers),
        new("SensitivityAtSpecificity", () => new SensitivityAtSpecificity(0.5, 50), Yes, Chances),
        new("SparseCategoricalAccuracy", () => new SparseCategoricalAccuracy(), Classes, Probabilities),
        new("SparseCategoricalCrossentropy", () => new SparseCategoricalCrossentropy(), Classes, Probabilities),
        new("SparseTopKCategoricalAccuracy", () => new SparseTopKCategoricalAccuracy(2), Classes, Probabilities),
        new("SparseTopKCategoricalAccuracy: sorted", () => new SparseTopKCategoricalAccuracy(2, fromSortedIds: true), Classes,
            new float[,] { { 1, 0, 2 }, { 2, 1, 0 }, { 0, 2, 1 }, { 2, 0, 1 } }),
        new("SpecificityAtSensitivity", () => new SpecificityAtSensitivity(0.5), Yes, Chances),
        new("SquaredHinge", () => new SquaredHinge(), 2 * Answers - 1, Numbers),
        new("TopKCategoricalAccuracy", () => new TopKCategoricalAccuracy(2), OneHot, Probabilities),
        new("TrueNegatives", () => new TrueNegatives(0.35), Yes, Chances),
        new("TruePositives", () => new TruePositives(), Yes, Chances),
    ];
}
