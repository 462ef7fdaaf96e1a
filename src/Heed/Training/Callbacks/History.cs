namespace Heed.Callbacks;

/// <summary>Keeps the losses and metrics of every epoch; <c>Fit</c> returns one.</summary>
/// <remarks>Source: keras/src/callbacks/history.py.</remarks>
public sealed class History : Callback
{
    private readonly OrderedDictionary<string, IReadOnlyList<double>> _values = [];
    private readonly List<int> _epochs = [];

    /// <summary>The numbers of the epochs of the last run, from 0.</summary>
    public IReadOnlyList<int> Epochs => _epochs;

    /// <summary>The values of all epochs by name, such as <c>loss</c> and <c>val_accuracy</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Values => _values;

    /// <summary>The values of one name, epoch by epoch.</summary>
    /// <param name="name">One of the keys of <see cref="Values"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public IReadOnlyList<double> this[string name] => _values.TryGetValue(name, out IReadOnlyList<double>? values) ? values
        : throw new KeyNotFoundException($"History expects one of {string.Join(", ", _values.Keys)}. Received '{name}'.");

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _epochs.Clear();
        Model.History = this;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        _epochs.Add(epoch);
        foreach ((string name, double value) in logs)
        {
            if (!_values.TryGetValue(name, out IReadOnlyList<double>? values)) _values[name] = values = new List<double>();
            ((List<double>)values).Add(value);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        state.Set("epochs", Tensor.From(_epochs.ToArray(), [_epochs.Count]));
        foreach ((string name, IReadOnlyList<double> values) in _values) state.Set($"values.{name}", Tensor.From(values.ToArray(), [values.Count]));
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state)
    {
        _values.Clear();
        _epochs.Clear();
        foreach ((string name, Tensor values) in state.Values)
            if (name == "epochs") _epochs.AddRange(values.ToArray<int>());
            else if (name.StartsWith("values.", StringComparison.Ordinal)) _values[name["values.".Length..]] = values.ToArray<double>().ToList();
    }
}
