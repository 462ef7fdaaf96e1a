namespace Heed.Conformance;

/// <summary>Runs cases and gives a verdict on each.</summary>
internal static class ConformanceRun
{
    private static readonly Dictionary<string, Action<Case, Check>> Runners = new()
    {
        ["activations"] = ActivationCases.Run,
        ["attention"] = AttentionSweepCases.Run,
        ["constraints"] = WeightCases.RunConstraint,
        ["foreign"] = FileCases.RunForeign,
        ["initializers"] = WeightCases.RunInitializer,
        ["layer_errors"] = LayerErrorCases.Run,
        ["layers"] = LayerCases.Run,
        ["losses"] = LossCases.Run,
        ["metrics"] = LossCases.RunMetric,
        ["models"] = FileCases.RunModel,
        ["optimizers"] = OptimizerCases.Run,
        ["preprocessing"] = AdaptCases.Run,
        ["pretrained"] = FileCases.RunSaved,
        ["regularizers"] = WeightCases.RunRegularizer,
        ["schedules"] = OptimizerCases.RunSchedule,
        ["training"] = FileCases.RunTraining,
        ["versions"] = FileCases.RunSaved,
    };

    /// <summary>Runs one case; nothing that Heed throws gets out.</summary>
    public static Result Run(Case item)
    {
        var check = new Check();
        try
        {
            if (!Runners.TryGetValue(item.Kind, out Action<Case, Check>? run)) throw new UnsupportedException($"cases of the kind '{item.Kind}'");
            using var scope = new MemoryScope();
            run(item, check);
            return new(item, check.Failure is null ? Outcome.Passed : Outcome.Failed, check.Error, check.Failure);
        }
        catch (UnsupportedException error)
        {
            return new(item, Outcome.Unsupported, double.NaN, error.Message);
        }
        catch (Exception error)
        {
            return new(item, Outcome.Failed, double.NaN, $"{error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
        }
    }
}
