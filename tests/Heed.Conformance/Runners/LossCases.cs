using System.Text.Json;
using Heed.Losses;
using Heed.Metrics;

namespace Heed.Conformance;

/// <summary>losses/ and metrics/: the value and its gradient; the result after one and two updates and after a reset.</summary>
internal static class LossCases
{
    private static readonly Precision Single = new(DType.Float32);

    public static void Run(Case item, Check check)
    {
        var loss = Support.Make<Loss>(item.Required("object"));
        Tensor[] arguments = Arguments(item);
        Tensor yPred = arguments[1].DType.IsFloat() ? arguments[1] : arguments[1].Cast(DType.Float32);
        using var tape = new Tape();
        tape.Watch(yPred);
        Tensor output = loss.Apply(arguments[0], yPred, SampleWeight(item));
        check.Close("loss", CaseValue.ToTensor(item.Required("outputs"), item.Tensors), output, Single);
        if (item["grad_y_pred"] is not { } gradient) return;
        check.CloseGradient("gradient", CaseValue.ToTensor(gradient, item.Tensors), tape.Gradients(output, yPred)[0], Single);
    }

    public static void RunMetric(Case item, Check check)
    {
        var metric = Support.Make<Metric>(item.Required("object"));
        Update(metric, item);
        CheckResult("result after one update", "result_after_one");
        Update(metric, item);
        CheckResult("result after two updates", "result_after_two");
        metric.Reset();
        CheckResult("result after reset", "result_after_reset");

        void CheckResult(string what, string property) =>
            check.Close(what, CaseValue.ToTensor(item.Required(property), item.Tensors), metric.Result(), Single);
    }

    private static void Update(Metric metric, Case item)
    {
        Tensor[] arguments = Arguments(item);
        switch (metric)
        {
            case PredictionMetric prediction: prediction.Update(arguments[0], arguments[1], SampleWeight(item)); break;
            case Mean mean: mean.Update(arguments[0], SampleWeight(item)); break;
            case Sum sum: sum.Update(arguments[0], SampleWeight(item)); break;
            default: throw new UnsupportedException($"updates of {metric.ClassName}");
        }
    }

    /// <summary>Truth and prediction, or values; further arguments are read by <see cref="SampleWeight"/>.</summary>
    private static Tensor[] Arguments(Case item) => [.. item.Required("args").EnumerateArray().Take(2).Select(x => CaseValue.ToTensor(x, item.Tensors))];

    /// <summary>By name, or as the third argument.</summary>
    private static Tensor? SampleWeight(Case item)
    {
        JsonElement args = item.Required("args");
        if (!item.Required("kwargs").TryGetProperty("sample_weight", out JsonElement weight) && args.GetArrayLength() > 2) weight = args[2];
        return weight.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : CaseValue.ToTensor(weight, item.Tensors);
    }
}
