namespace Heed;

/// <summary>A setting of <c>Compile</c>: one for all outputs of a model, one for each, or some by the outputs' names.</summary>
/// <typeparam name="T">What is set.</typeparam>
public abstract class PerOutput<T>
{
    private readonly IReadOnlyList<string>? _names;
    private readonly bool _isSingle;

    private protected PerOutput(T value) => (Values, _isSingle) = ([value], true);

    private protected PerOutput(IEnumerable<T> values) => Values = [.. values];

    private protected PerOutput(IEnumerable<KeyValuePair<string, T>> values) =>
        (Values, _names) = ([.. values.Select(pair => pair.Value)], [.. values.Select(pair => pair.Key)]);

    /// <summary>What was given, in order.</summary>
    internal IReadOnlyList<T> Values { get; }

    /// <summary>The outputs' names, if it was given by names.</summary>
    internal IReadOnlyList<string>? Names => _names;

    /// <summary>Was it given as one value for all outputs?</summary>
    internal bool IsSingle => _isSingle;

    /// <summary>Is it a list without names?</summary>
    internal bool IsList => !_isSingle && _names is null;

    /// <summary>For each output, which of <see cref="Values"/> is meant; −1: none.</summary>
    /// <exception cref="ArgumentException">The list has another length, or a name is no output's.</exception>
    internal int[] Places(int outputs, IReadOnlyList<string>? outputNames, string argument)
    {
        if (_isSingle) return new int[outputs];
        if (_names is null)
            return Values.Count == outputs ? [.. Enumerable.Range(0, outputs)]
                : throw new ArgumentException($"Compile expects '{argument}' to have an entry for each of the {outputs} outputs. Received {Values.Count}.");
        string known = outputNames is null ? "none, because the model's outputs have no names" : string.Join(", ", outputNames);
        if (_names.FirstOrDefault(name => outputNames?.Contains(name) is not true) is { } stranger)
            throw new ArgumentException($"Compile expects '{argument}' to name outputs of the model: {known}. Received '{stranger}'.");
        return [.. outputNames!.Select(name => _names.ToList().IndexOf(name))];
    }
}
