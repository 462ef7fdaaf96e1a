using Heed.Optimizers;

namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>Losses, metrics, optimizers and schedules: a line each, with the short names that Keras knows.</summary>
    static partial void RegisterTraining()
    {
        AddSchedule("CosineDecay", CosineDecay.FromConfig);
        AddSchedule("CosineDecayRestarts", CosineDecayRestarts.FromConfig);
        AddSchedule("ExponentialDecay", ExponentialDecay.FromConfig);
        AddSchedule("InverseTimeDecay", InverseTimeDecay.FromConfig);
        AddSchedule("PiecewiseConstantDecay", PiecewiseConstantDecay.FromConfig);
        AddSchedule("PolynomialDecay", PolynomialDecay.FromConfig);

        AddOptimizer("Adam", Adam.FromConfig);
        AddOptimizer("SGD", SGD.FromConfig);
    }

    private static void AddSchedule(string name, Func<Config, LearningRateSchedule> factory) => Register(name, factory);

    /// <summary>An optimizer under its class name and the lower-case one.</summary>
    private static void AddOptimizer(string name, Func<Config, Optimizer> factory)
    {
        foreach (string key in (string[])[name, name.ToLowerInvariant()]) Register(key, factory);
    }
}
