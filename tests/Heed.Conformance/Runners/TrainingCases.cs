using System.Text.Json;
using Heed.Callbacks;

namespace Heed.Conformance;

/// <summary>training/: options of <c>Fit</c> and callbacks, on a model from its file.</summary>
internal static class TrainingCases
{
    public static void Run(Case item, Check check, Model model)
    {
        if (model.Optimizer is null) throw new UnsupportedException(FileCases.Reason(model));
        JsonElement fit = item.Required("fit");
        int? Number(string name) => fit.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetInt32() : null;
        Callback[] callbacks = [.. item.Required("callbacks").EnumerateArray().Select(callback => Make(callback, item))];
        var rates = new Rates();
        Tensors inputs = FileCases.Numbered(item, "in"), targets = FileCases.Numbered(item, "y");
        Tensors? weights = Given(item, "sample_weight");
        Examples? validation = Given(item, "val_in") is { } x ? new(x, Given(item, "val_y"), Given(item, "val_weight")) : null;
        History history = model.Fit(inputs, targets, Number("batch_size"), Number("epochs") ?? 1, callbacks: [.. callbacks, rates], validationData: validation, shuffle: false,
            sampleWeight: weights, stepsPerEpoch: Number("steps_per_epoch"), initialEpoch: Number("initial_epoch") ?? 0, validationSteps: Number("validation_steps"),
            validationBatchSize: Number("validation_batch_size"), validationFreq: Frequency(fit), classWeight: ClassWeights(fit),
            validationSplit: fit.TryGetProperty("validation_split", out JsonElement split) ? CaseValue.ToDouble(split) : 0);

        var precision = new Precision(ComputedIn(model));
        check.Equal("epochs", string.Join(", ", item.Required("epochs_run").EnumerateArray().Select(epoch => epoch.GetInt32())), string.Join(", ", history.Epochs));
        FileCases.CheckHistory("history", item.Required("history"), history, check, precision);
        foreach ((int epoch, (JsonElement expected, double rate)) in item.Required("learning_rates").EnumerateArray().Zip(rates.Values).Index())
            check.Close($"learning rate of epoch {epoch}", CaseValue.ToDouble(expected), rate, 1e-6);
        if (item["stopped_epoch"] is { } stopped) check.Equal("stopped epoch", stopped.GetInt32(), callbacks.OfType<EarlyStopping>().Single().StoppedEpoch);
        Logs evaluation = model.Evaluate(inputs, targets, batchSize: Number("batch_size"), sampleWeight: weights);
        foreach (JsonProperty expected in item.Required("evaluate").EnumerateObject())
            check.Close($"evaluate {expected.Name}", CaseValue.ToDouble(expected.Value), evaluation[expected.Name], FileCases.HistoryTolerance(precision));
        FileCases.CheckOutputs("out", item, "out", model.Invoke(inputs), check, precision);
    }

    /// <summary>The tensors of a prefix, if there are any.</summary>
    private static Tensors? Given(Case item, string prefix) =>
        item.Tensors.Names.Any(name => name == prefix || name.StartsWith($"{prefix}.", StringComparison.Ordinal)) ? FileCases.Numbered(item, prefix) : null;

    private static ValidationFrequency Frequency(JsonElement fit) => !fit.TryGetProperty("validation_freq", out JsonElement value) ? default
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(epoch => epoch.GetInt32()).ToArray() : value.GetInt32();

    private static Callback Make(JsonElement callback, Case item)
    {
        JsonElement arguments = callback.GetProperty("arguments");
        string? Text(string name) => arguments.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
        double Number(string name, double otherwise) => arguments.TryGetProperty(name, out JsonElement value) ? CaseValue.ToDouble(value) : otherwise;
        bool Truth(string name) => arguments.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
        return callback.GetProperty("class_name").GetString() switch
        {
            "EarlyStopping" => new EarlyStopping(Text("monitor") ?? "val_loss", Number("min_delta", 0), (int)Number("patience", 0), mode: Mode(Text("mode")),
                baseline: arguments.TryGetProperty("baseline", out JsonElement baseline) && baseline.ValueKind != JsonValueKind.Null ? CaseValue.ToDouble(baseline) : null,
                restoreBestWeights: Truth("restore_best_weights"), startFromEpoch: (int)Number("start_from_epoch", 0)),
            "LearningRateScheduler" => new LearningRateScheduler(Recorded(item)),
            "ReduceLROnPlateau" => new ReduceLROnPlateau(Text("monitor") ?? "val_loss", Number("factor", 0.1), (int)Number("patience", 10), mode: Mode(Text("mode")),
                minDelta: Number("min_delta", 1e-4), cooldown: (int)Number("cooldown", 0), minLr: Number("min_lr", 0)),
            "SwapEMAWeights" => new SwapEMAWeights(Truth("swap_on_epoch")),
            "TerminateOnNaN" => new TerminateOnNaN(),
            var other => throw new UnsupportedException($"the callback {other}"),
        };
    }

    private static Dictionary<int, double>? ClassWeights(JsonElement fit)
    {
        if (!fit.TryGetProperty("class_weight", out JsonElement weights) || weights.ValueKind == JsonValueKind.Null) return null;
        if (weights.TryGetProperty("$dict", out JsonElement inner)) weights = inner;
        return weights.EnumerateObject().ToDictionary(pair => int.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture), pair => CaseValue.ToDouble(pair.Value));
    }

    private static MonitorMode Mode(string? mode) => mode switch { "min" => MonitorMode.Min, "max" => MonitorMode.Max, _ => MonitorMode.Auto };

    /// <summary>The coarsest type in which a layer computes.</summary>
    private static DType ComputedIn(Model model)
    {
        DType[] types = [.. model.Layers.Select(layer => layer.DType.ComputeDType)];
        return types.Contains(DType.BFloat16) ? DType.BFloat16 : types.Contains(DType.Float16) ? DType.Float16 : DType.Float32;
    }

    /// <summary>The schedule is a function, which no file holds; the rates that it gave are there.</summary>
    private static Func<int, double, double> Recorded(Case item)
    {
        double[] rates = [.. item.Required("learning_rates").EnumerateArray().Select(CaseValue.ToDouble)];
        int first = item.Required("epochs_run")[0].GetInt32();
        return (epoch, rate) => epoch - first < rates.Length ? rates[epoch - first] : rate;
    }

    /// <summary>Notes the learning rate at the end of each epoch.</summary>
    private sealed class Rates : Callback
    {
        public List<double> Values { get; } = [];

        public override void OnEpochEnd(int epoch, Logs logs) => Values.Add(Model.Optimizer!.LearningRate);
    }
}
