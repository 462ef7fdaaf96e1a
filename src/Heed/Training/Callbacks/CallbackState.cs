namespace Heed.Callbacks;

/// <summary>What a callback knows, by names of its choice: numbers and tensors that a backup keeps.</summary>
public sealed class CallbackState
{
    private readonly OrderedDictionary<string, Tensor> _values = [];

    /// <summary>The tensors by name; a number is a tensor without axes.</summary>
    public IReadOnlyDictionary<string, Tensor> Values => _values;

    /// <summary>Puts a number down; <see langword="null"/> leaves it out.</summary>
    /// <param name="name">Of the callback's choice.</param>
    /// <param name="value">Kept bit for bit.</param>
    public void Set(string name, double? value)
    {
        if (value is { } number) _values[name] = Tensor.FromScalar(number);
    }

    /// <summary>Puts a tensor down.</summary>
    /// <param name="name">Of the callback's choice.</param>
    /// <param name="value">Of numbers or booleans.</param>
    public void Set(string name, Tensor value) => _values[name] = value;

    /// <summary>A number.</summary>
    /// <param name="name">Of the callback's choice.</param>
    /// <returns>The number; <see langword="null"/>: there is none.</returns>
    public double? Get(string name) => _values.TryGetValue(name, out Tensor? value) && value is { Rank: 0, DType: DType.Float64 } ? value.Item<double>() : null;

    /// <summary>The tensors whose names are a prefix and a number from 0, in order.</summary>
    /// <param name="prefix">Such as <c>weight.</c>.</param>
    /// <returns>None, or all of them.</returns>
    public IReadOnlyList<Tensor> List(string prefix)
    {
        var list = new List<Tensor>();
        while (_values.TryGetValue($"{prefix}{list.Count}", out Tensor? value)) list.Add(value);
        return list;
    }
}
