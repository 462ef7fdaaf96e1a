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

        AddMetric("Accuracy", Accuracy.FromConfig);
        AddMetric("BinaryAccuracy", BinaryAccuracy.FromConfig);
        AddMetric("BinaryCrossentropy", Metrics.BinaryCrossentropy.FromConfig, "bce", "BCE");
        AddMetric("CategoricalAccuracy", CategoricalAccuracy.FromConfig);
        AddMetric("CategoricalCrossentropy", Metrics.CategoricalCrossentropy.FromConfig);
        AddMetric("Mean", Mean.FromConfig);
        AddMetric("MeanAbsoluteError", Metrics.MeanAbsoluteError.FromConfig, "mae", "MAE");
        AddMetric("MeanSquaredError", Metrics.MeanSquaredError.FromConfig, "mse", "MSE");
        AddMetric("SparseCategoricalAccuracy", SparseCategoricalAccuracy.FromConfig);
        AddMetric("SparseCategoricalCrossentropy", Metrics.SparseCategoricalCrossentropy.FromConfig);
        AddMetric("Sum", Sum.FromConfig);

        AddSchedule("CosineDecay", CosineDecay.FromConfig);
        AddSchedule("CosineDecayRestarts", CosineDecayRestarts.FromConfig);
        AddSchedule("ExponentialDecay", ExponentialDecay.FromConfig);
        AddSchedule("InverseTimeDecay", InverseTimeDecay.FromConfig);
        AddSchedule("PiecewiseConstantDecay", PiecewiseConstantDecay.FromConfig);
        AddSchedule("PolynomialDecay", PolynomialDecay.FromConfig);

        AddOptimizer("Adam", Adam.FromConfig);
        AddOptimizer("LossScaleOptimizer", LossScaleOptimizer.FromConfig);
        AddOptimizer("SGD", SGD.FromConfig);
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
