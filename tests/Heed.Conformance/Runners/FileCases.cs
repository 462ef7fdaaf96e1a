using System.Text.Json;
using Heed.Callbacks;

namespace Heed.Conformance;

/// <summary>models/, training/, versions/, pretrained/ and foreign/: what begins with a model's file.</summary>
internal static class FileCases
{
    public static void RunModel(Case item, Check check)
    {
        Precision precision = PrecisionOf(item.Path);
        string folder = Path.GetDirectoryName(item.Path)!, name = Path.GetFileNameWithoutExtension(item.Path);
        Tensors inputs = Inputs(item);
        foreach (string ending in (string[])[".keras", ".h5"])
        {
            Model loaded = Load(Path.Combine(folder, name + ending));
            CheckOutputs($"{ending}: out", item, "out", loaded.Invoke(inputs), check, precision);
        }
        Model trained = Load(Path.Combine(folder, $"{name}.initial.keras"));
        check.Equal("params", item.Required("params").GetInt64(), trained.CountParameters());
        SummaryText.Check(item.Text("summary"), Load(Path.Combine(folder, $"{name}.keras")).Summary(lineLength: 250), check);
        Model filled = Load(Path.Combine(folder, $"{name}.initial.keras"));
        filled.LoadWeights(Path.Combine(folder, $"{name}.weights.h5"));
        CheckOutputs(".weights.h5: out", item, "out", filled.Invoke(inputs), check, precision);
        if (trained.Optimizer is null) throw new UnsupportedException(Reason(trained));

        int batch = item.Required("batch_size").GetInt32();
        History history = trained.Fit(inputs, Targets(item), batchSize: batch, epochs: 3, shuffle: false);
        CheckHistory("history", item.Required("history"), history, check, precision);
        CheckOutputs("trained: out", item, "out", trained.Invoke(inputs), check, precision);
        Logs evaluation = trained.Evaluate(inputs, Targets(item), batchSize: batch);
        foreach (JsonProperty expected in item.Required("evaluate").EnumerateObject())
            check.Close($"evaluate {expected.Name}", CaseValue.ToDouble(expected.Value), evaluation[expected.Name], HistoryTolerance(precision));

        Model resumed = Load(Path.Combine(folder, $"{name}.keras"));
        History more = resumed.Fit(inputs, Targets(item), batchSize: batch, epochs: 2, shuffle: false);
        CheckHistory("history_resumed", item.Required("history_resumed"), more, check, precision);
        CheckOutputs("resumed: out2", item, "out2", resumed.Invoke(inputs), check, precision);
    }

    public static void RunTraining(Case item, Check check) => TrainingCases.Run(item, check, Load(Path.ChangeExtension(item.Path, ".initial.keras")));

    public static void RunSaved(Case item, Check check)
    {
        string folder = Path.GetDirectoryName(item.Path)!, file = item.Text("file"), path = Path.Combine(folder, file);
        Model model;
        if (file.EndsWith(".weights.h5", StringComparison.Ordinal))
        {
            model = Load(Path.Combine(folder, item.Text("model")));
            foreach (Variable weight in model.Weights) weight.Assign(Ops.ZerosLike(weight.Value));
            model.LoadWeights(path);
        }
        else
        {
            model = Load(path);
        }
        if (item["params"] is { } parameters) check.Equal("params", parameters.GetInt64(), model.CountParameters());
        Tensor[] inputs = item.Tensors.Numbered("in");
        Tensors outputs = model.Invoke(inputs.Length == 1 ? Tensors.Single(inputs[0]) : Tensors.List(inputs));
        CheckOutputs("out", item, "out", outputs, check, new(DType.Float32));
    }

    public static void RunForeign(Case item, Check check)
    {
        if (item.Tensors.Numbered("in").Length == 0) throw new FormatException($"Case '{item.Id}' expects the tensors in.I and out.I. Received none.");
        throw new UnsupportedException($"the format {item.Folder["foreign/".Length..]}");
    }

    /// <summary>Loads a model; a class that Heed does not know makes the case unsupported.</summary>
    private static Model Load(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"The case expects the file {path}. Received none.");
        try
        {
            return Model.Load(path);
        }
        catch (FormatException error) when (error.Message.Contains("is not known to Heed", StringComparison.Ordinal))
        {
            throw new UnsupportedException(error.Message);
        }
    }

    /// <summary>Why a model could not be compiled.</summary>
    internal static string Reason(Model model) => model.LoadReport.Notes.FirstOrDefault(note => note.Contains("not compiled", StringComparison.Ordinal)) ?? "how it was compiled";

    private static Tensors Inputs(Case item) => Numbered(item, "in");

    private static Tensors Targets(Case item) => Numbered(item, "y");

    /// <summary>The tensors of a prefix: one, a list (<c>in.0</c>, <c>in.1</c>) or by names (<c>in.enc</c>).</summary>
    internal static Tensors Numbered(Case item, string prefix)
    {
        if (item.Tensors.Has(prefix)) return item.Tensors[prefix];
        Tensor[] list = item.Tensors.Numbered(prefix);
        if (list.Length > 0) return list.Length == 1 ? list[0] : Tensors.List(list);
        return Tensors.Named(item.Tensors.Names.Where(name => name.StartsWith($"{prefix}.", StringComparison.Ordinal))
            .Select(name => KeyValuePair.Create(name[(prefix.Length + 1)..], item.Tensors[name])));
    }

    internal static void CheckOutputs(string what, Case item, string prefix, Tensors outputs, Check check, Precision precision)
    {
        Tensors expected = Numbered(item, prefix);
        check.Equal($"number of outputs, {what}", expected.Count, outputs.Count);
        for (int i = 0; i < Math.Min(expected.Count, outputs.Count); i++)
            check.Close($"{what} {i}", expected[i], expected.Names is { } names && outputs.Names is not null ? outputs[names[i]] : outputs[i], precision);
    }

    internal static void CheckHistory(string what, JsonElement expected, History history, Check check, Precision precision)
    {
        foreach (JsonProperty series in expected.EnumerateObject())
        {
            double[] values = [.. series.Value.EnumerateArray().Select(CaseValue.ToDouble)];
            IReadOnlyList<double> received = history[series.Name];
            check.Equal($"{what}: epochs of {series.Name}", values.Length, received.Count);
            for (int epoch = 0; epoch < Math.Min(values.Length, received.Count); epoch++)
                check.Close($"{what}: {series.Name}, epoch {epoch}", values[epoch], received[epoch], HistoryTolerance(precision) * Math.Max(1, Math.Abs(values[epoch])));
        }
    }

    internal static double HistoryTolerance(Precision precision) => precision.Computed == DType.Float32 ? 1e-4 : 2e-2;

    private static Precision PrecisionOf(string path) => new(Path.GetFileName(path).Contains("float16", StringComparison.Ordinal) ? DType.Float16 : DType.Float32);
}
