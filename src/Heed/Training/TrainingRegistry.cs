using Heed.Losses;
using Heed.Metrics;
using Heed.Optimizers;

namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>Losses, metrics, optimizers and schedules: a line each, with the short names that Keras knows.</summary>
    static partial void RegisterTraining()
    {
        AddLoss("BinaryCrossentropy", Losses.BinaryCrossentropy.FromConfig, "bce", "BCE");
        AddLoss("BinaryFocalCrossentropy", BinaryFocalCrossentropy.FromConfig);
        AddLoss("CTC", CTC.FromConfig);
        AddLoss("CategoricalCrossentropy", Losses.CategoricalCrossentropy.FromConfig);
        AddLoss("CategoricalFocalCrossentropy", CategoricalFocalCrossentropy.FromConfig);
        AddLoss("CategoricalGeneralizedCrossEntropy", CategoricalGeneralizedCrossEntropy.FromConfig);
        AddLoss("CategoricalHinge", Losses.CategoricalHinge.FromConfig);
        AddLoss("Circle", Circle.FromConfig);
        AddLoss("CosineSimilarity", Losses.CosineSimilarity.FromConfig);
        AddLoss("Dice", Dice.FromConfig);
        AddLoss("Hinge", Losses.Hinge.FromConfig);
        AddLoss("Huber", Huber.FromConfig);
        AddLoss("KLDivergence", Losses.KLDivergence.FromConfig, "kld", "KLD", "kullback_leibler_divergence");
        AddLoss("LogCosh", LogCosh.FromConfig, "logcosh");
        AddLoss("LossFunctionWrapper", LossFunctionWrapper.FromConfig);
        AddLoss("MeanAbsoluteError", Losses.MeanAbsoluteError.FromConfig, "mae", "MAE");
        AddLoss("MeanAbsolutePercentageError", Losses.MeanAbsolutePercentageError.FromConfig, "mape", "MAPE");
        AddLoss("MeanSquaredError", Losses.MeanSquaredError.FromConfig, "mse", "MSE");
        AddLoss("MeanSquaredLogarithmicError", Losses.MeanSquaredLogarithmicError.FromConfig, "msle", "MSLE");
        AddLoss("Poisson", Losses.Poisson.FromConfig);
        AddLoss("SparseCategoricalCrossentropy", Losses.SparseCategoricalCrossentropy.FromConfig);
        AddLoss("SquaredHinge", Losses.SquaredHinge.FromConfig);
        AddLoss("Tversky", Tversky.FromConfig);

        AddMetric("AUC", AUC.FromConfig);
        AddMetric("Accuracy", Accuracy.FromConfig);
        AddMetric("BinaryAccuracy", BinaryAccuracy.FromConfig);
        AddMetric("BinaryCrossentropy", Metrics.BinaryCrossentropy.FromConfig, "bce", "BCE");
        AddMetric("BinaryIoU", BinaryIoU.FromConfig);
        AddMetric("CategoricalAccuracy", CategoricalAccuracy.FromConfig);
        AddMetric("CategoricalCrossentropy", Metrics.CategoricalCrossentropy.FromConfig);
        AddMetric("CategoricalHinge", Metrics.CategoricalHinge.FromConfig);
        AddMetric("ConcordanceCorrelation", ConcordanceCorrelation.FromConfig);
        AddMetric("CosineSimilarity", Metrics.CosineSimilarity.FromConfig);
        AddMetric("F1Score", F1Score.FromConfig);
        AddMetric("FBetaScore", FBetaScore.FromConfig);
        AddMetric("FalseNegatives", FalseNegatives.FromConfig);
        AddMetric("FalsePositives", FalsePositives.FromConfig);
        AddMetric("Hinge", Metrics.Hinge.FromConfig);
        AddMetric("IoU", IoU.FromConfig);
        AddMetric("KLDivergence", Metrics.KLDivergence.FromConfig);
        AddMetric("LogCoshError", LogCoshError.FromConfig, "logcosh");
        AddMetric("Mean", Mean.FromConfig);
        AddMetric("MeanAbsoluteError", Metrics.MeanAbsoluteError.FromConfig, "mae", "MAE");
        AddMetric("MeanAbsolutePercentageError", Metrics.MeanAbsolutePercentageError.FromConfig, "mape", "MAPE");
        AddMetric("MeanIoU", MeanIoU.FromConfig);
        AddMetric("MeanMetricWrapper", MeanMetricWrapper.FromConfig);
        AddMetric("MeanSquaredError", Metrics.MeanSquaredError.FromConfig, "mse", "MSE");
        AddMetric("MeanSquaredLogarithmicError", Metrics.MeanSquaredLogarithmicError.FromConfig, "msle", "MSLE");
        AddMetric("OneHotIoU", OneHotIoU.FromConfig);
        AddMetric("OneHotMeanIoU", OneHotMeanIoU.FromConfig);
        AddMetric("PearsonCorrelation", PearsonCorrelation.FromConfig);
        AddMetric("Poisson", Metrics.Poisson.FromConfig);
        AddMetric("Precision", Precision.FromConfig);
        AddMetric("PrecisionAtRecall", PrecisionAtRecall.FromConfig);
        AddMetric("R2Score", R2Score.FromConfig);
        AddMetric("Recall", Recall.FromConfig);
        AddMetric("RecallAtPrecision", RecallAtPrecision.FromConfig);
        AddMetric("RootMeanSquaredError", RootMeanSquaredError.FromConfig);
        AddMetric("SensitivityAtSpecificity", SensitivityAtSpecificity.FromConfig);
        AddMetric("SparseCategoricalAccuracy", SparseCategoricalAccuracy.FromConfig);
        AddMetric("SparseCategoricalCrossentropy", Metrics.SparseCategoricalCrossentropy.FromConfig);
        AddMetric("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy.FromConfig);
        AddMetric("SpecificityAtSensitivity", SpecificityAtSensitivity.FromConfig);
        AddMetric("SquaredHinge", Metrics.SquaredHinge.FromConfig);
        AddMetric("Sum", Sum.FromConfig);
        AddMetric("TopKCategoricalAccuracy", TopKCategoricalAccuracy.FromConfig);
        AddMetric("TrueNegatives", TrueNegatives.FromConfig);
        AddMetric("TruePositives", TruePositives.FromConfig);

        AddSchedule("CosineDecay", CosineDecay.FromConfig);
        AddSchedule("CosineDecayRestarts", CosineDecayRestarts.FromConfig);
        AddSchedule("ExponentialDecay", ExponentialDecay.FromConfig);
        AddSchedule("InverseTimeDecay", InverseTimeDecay.FromConfig);
        AddSchedule("PiecewiseConstantDecay", PiecewiseConstantDecay.FromConfig);
        AddSchedule("PolynomialDecay", PolynomialDecay.FromConfig);

        AddOptimizer("Adadelta", Adadelta.FromConfig);
        AddOptimizer("Adafactor", Adafactor.FromConfig);
        AddOptimizer("Adagrad", Adagrad.FromConfig);
        AddOptimizer("Adam", Adam.FromConfig);
        AddOptimizer("AdamW", AdamW.FromConfig);
        AddOptimizer("Adamax", Adamax.FromConfig);
        AddOptimizer("Ftrl", Ftrl.FromConfig);
        AddOptimizer("Lamb", Lamb.FromConfig);
        AddOptimizer("Lion", Lion.FromConfig);
        AddOptimizer("LossScaleOptimizer", LossScaleOptimizer.FromConfig);
        AddOptimizer("MultiOptimizer", MultiOptimizer.FromConfig);
        AddOptimizer("Muon", Muon.FromConfig);
        AddOptimizer("Nadam", Nadam.FromConfig);
        AddOptimizer("RMSprop", RMSprop.FromConfig);
        AddOptimizer("SGD", SGD.FromConfig);
        AddOptimizer("ScheduleFreeAdamW", ScheduleFreeAdamW.FromConfig);
        Register("OptimizerMap", OptimizerMap.FromConfig);
    }

    private static void AddLoss(string name, Func<Config, Loss> factory, params string[] others) => AddNamed(name, factory, others);

    private static void AddMetric(string name, Func<Config, Metric> factory, params string[] others) => AddNamed(name, factory, others);

    private static void AddSchedule(string name, Func<Config, LearningRateSchedule> factory) => Register(name, factory);

    /// <summary>An optimizer under its class name and the lower-case one.</summary>
    private static void AddOptimizer(string name, Func<Config, Optimizer> factory)
    {
        foreach (string key in (string[])[name, name.ToLowerInvariant()]) Register(key, factory);
    }
}
