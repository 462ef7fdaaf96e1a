using System.Globalization;
using Heed.Callbacks;

namespace Heed.Saving;

/// <summary>All that a training needs to go on: tensors by name, and a few numbers beside them.</summary>
internal sealed class TrainingState
{
    private readonly IReadOnlyDictionary<string, Tensor> _tensors;
    private readonly IReadOnlyDictionary<string, string> _numbers;
    private readonly string _file;

    private TrainingState(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> numbers, string file) =>
        (_tensors, _numbers, _file) = (tensors, numbers, file);

    /// <summary>Batches since the last save but this one.</summary>
    public int BatchesSinceSave => Number("batches") ?? 0;

    /// <summary>The state of a running training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="callbacks">What else knows something.</param>
    /// <param name="epoch">The epoch that is to run next.</param>
    /// <param name="step">The step of that epoch that is to run next.</param>
    /// <param name="batches">Batches since the last save.</param>
    public static TrainingState Of(Model model, IReadOnlyList<Callback> callbacks, int epoch, int step, int batches)
    {
        BatchPosition position = model.Running!.Batches.Position;
        var tensors = new OrderedDictionary<string, Tensor>();
        foreach ((string name, Variable variable) in Variables(model, withMetrics: step > 0)) tensors[name] = variable.Value;
        foreach ((string prefix, Callback callback) in Named(callbacks))
        {
            var state = new CallbackState();
            callback.SaveState(state);
            foreach ((string name, Tensor value) in state.Values) tensors[prefix + name] = value;
        }
        var numbers = new Dictionary<string, string>();
        foreach ((string name, int? value) in (ReadOnlySpan<(string, int?)>)
            [("epoch", epoch), ("step", step), ("seed", position.Seed), ("passes", position.Passes), ("taken", position.Taken), ("batches", batches), ("stop", model.StopTraining ? 1 : 0)])
            if (value is { } number) numbers[name] = number.ToString(CultureInfo.InvariantCulture);
        return new(tensors, numbers, "");
    }

    /// <summary>Writes the state, whole or not at all.</summary>
    public void Write(string path) => Safetensors.Save(path, _tensors, _numbers);

    /// <summary>Reads a state.</summary>
    /// <exception cref="FormatException">The file is damaged, or another one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrainingState Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
        Dictionary<string, string> numbers = SafetensorsHeader.Read(stream, path).Metadata;
        stream.Position = 0;
        return new(Safetensors.Read(stream, path), numbers, path);
    }

    /// <summary>Sets model, data and callbacks to the state.</summary>
    /// <exception cref="ArgumentException">It is that of another model or training; then nothing is changed.</exception>
    public void Restore(Model model, IReadOnlyList<Callback> callbacks)
    {
        int epoch = Number("epoch") ?? throw Other($"an epoch in its metadata. Received none"), step = Number("step") ?? 0;
        var pairs = new List<(Variable, Tensor)>();
        foreach ((string name, Variable variable) in Variables(model, withMetrics: false))
        {
            Tensor value = _tensors.GetValueOrDefault(name) ?? throw Other($"'{name}' of {variable}. Received none of this name");
            if (value.Shape != variable.Shape || value.DType != variable.DType) throw Other($"'{name}' to be {variable.Value.Spec}. Received {value.Spec}");
            pairs.Add((variable, value));
        }
        foreach ((Variable variable, Tensor value) in pairs) variable.Assign(value);
        foreach ((string prefix, Callback callback) in Named(callbacks))
        {
            var state = new CallbackState();
            foreach ((string name, Tensor value) in _tensors)
                if (name.StartsWith(prefix, StringComparison.Ordinal)) state.Set(name[prefix.Length..], value);
            if (state.Values.Count > 0) callback.RestoreState(state);
        }
        if (Number("stop") == 1) model.StopTraining = true;
        model.Running!.Resume(epoch, step, new(Number("seed"), Number("passes") ?? 0, Number("taken")), () => RestoreMetrics(model));
    }

    private void RestoreMetrics(Model model)
    {
        foreach ((string name, Variable variable) in MetricVariables(model))
            variable.Assign(_tensors.GetValueOrDefault(name) ?? throw Other($"'{name}' of {variable}. Received none of this name"));
    }

    /// <summary>The callbacks, each under its class and its number among those of this class: others may come or go.</summary>
    private static IEnumerable<(string Prefix, Callback Callback)> Named(IReadOnlyList<Callback> callbacks) =>
        from kind in callbacks.GroupBy(callback => callback.GetType().Name) from item in kind.Index() select ($"{kind.Key}.{item.Index}.", item.Item);

    /// <summary>What changes in training, by names that are there once.</summary>
    private static IEnumerable<(string Name, Variable Variable)> Variables(Model model, bool withMetrics) =>
    [
        .. model.Weights.Select((variable, i) => ($"weight.{i}", variable)),
        .. model.SeedGenerators.Select((seeds, i) => ($"seed.{i}", seeds.State)),
        .. model.CompiledOptimizer.Variables.Select((variable, i) => ($"optimizer.{i}", variable)),
        .. withMetrics ? MetricVariables(model) : [],
    ];

    private static IEnumerable<(string Name, Variable Variable)> MetricVariables(Model model) =>
        model.Metrics.SelectMany((metric, i) => metric.Variables.Select((variable, k) => ($"metric.{i}.{k}", variable)));

    private int? Number(string name) => _numbers.TryGetValue(name, out string? text) && int.TryParse(text, CultureInfo.InvariantCulture, out int number) ? number : null;

    private ArgumentException Other(string expectation) =>
        new($"BackupAndRestore, '{_file}': expects {expectation}. It is the state of another training: delete it, or choose another folder.");
}
