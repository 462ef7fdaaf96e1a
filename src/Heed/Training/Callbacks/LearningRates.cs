using Heed.Optimizers;

namespace Heed.Callbacks;

/// <summary>Whose learning rates callbacks set and log: the optimizer's or, of a <see cref="MultiOptimizer"/>, those of the optimizers inside.</summary>
internal static class LearningRates
{
    /// <summary>The optimizers that have a learning rate of their own.</summary>
    public static IReadOnlyList<Optimizer> Owners(Optimizer optimizer) => optimizer switch
    {
        MultiOptimizer several => several.Optimizers,
        LossScaleOptimizer { InnerOptimizer: MultiOptimizer several } => several.Optimizers,
        _ => [optimizer],
    };

    /// <summary>The rates with their names in logs: <c>learning_rate</c>, or <c>learning_rate_adam</c> for one of several.</summary>
    public static IEnumerable<(string Name, double Rate)> Of(Optimizer optimizer) =>
        Owners(optimizer) is [var only] && only == optimizer ? [("learning_rate", optimizer.LearningRate)]
        : Owners(optimizer).Select(owner => ($"learning_rate_{owner.Name}", owner.LearningRate));

    /// <summary>Puts the rates into the logs.</summary>
    public static void AddTo(Logs logs, Optimizer optimizer)
    {
        foreach ((string name, double rate) in Of(optimizer)) logs[name] = rate;
    }
}
