using System.Text.Json;
using Heed.Optimizers;

namespace Heed.Conformance;

/// <summary>optimizers/ and schedules/: the weights after every step, the optimizer's own variables at the end; the rate of a step.</summary>
internal static class OptimizerCases
{
    private static readonly Precision Single = new(DType.Float32);

    public static void Run(Case item, Check check)
    {
        var optimizer = Support.Make<Optimizer>(item.Required("optimizer"));
        string prefix = item.Text("prefix");
        Variable[] weights = [.. item.Required("variables").EnumerateArray().Select((name, i) => new Variable(item.Tensors[$"{prefix}.init.{i}"], name.GetString()!))];
        for (int step = 0; step < item.Required("steps").GetInt32(); step++)
        {
            optimizer.Apply([.. weights.Select((_, i) => item.Tensors[$"{prefix}.grad.{step}.{i}"])], weights);
            for (int i = 0; i < weights.Length; i++)
                check.Close($"{weights[i].Name} after step {step}", item.Tensors[$"{prefix}.value.{step}.{i}"], weights[i].Value, Single);
        }
        CheckState(item, check, optimizer);
        if (!item.Flag("ema_final")) return;
        optimizer.FinalizeVariables();
        for (int i = 0; i < weights.Length; i++)
            check.Close($"averaged {weights[i].Name}", item.Tensors[$"{prefix}.final.{i}"], weights[i].Value, Single);
    }

    public static void RunSchedule(Case item, Check check)
    {
        var schedule = Support.Make<LearningRateSchedule>(item.Required("object"));
        double step = CaseValue.ToTensor(item.Required("args")[0], item.Tensors).Cast(DType.Float64).Item<double>();
        Tensor expected = CaseValue.ToTensor(item.Required("outputs"), item.Tensors);
        check.Close($"rate of step {step}", expected, Tensor.FromScalar(schedule.At(step)).Cast(expected.DType), Single);
    }

    private static void CheckState(Case item, Check check, Optimizer optimizer)
    {
        JsonElement[] expected = [.. item.Required("state").EnumerateArray()];
        check.Equal("paths of the state", string.Join(", ", expected.Select(x => x.GetProperty("path").GetString())), string.Join(", ", optimizer.Variables.Select(x => x.Path)));
        foreach ((JsonElement variable, Variable received) in expected.Zip(optimizer.Variables))
            check.Close(received.Path, item.Tensors[variable.GetProperty("value").GetString()!], received.Value, Single);
    }
}
