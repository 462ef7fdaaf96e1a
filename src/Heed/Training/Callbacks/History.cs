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
}
