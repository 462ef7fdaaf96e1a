using Heed.Saving;

namespace Heed.Conformance;

/// <summary>The tensors beside a file of cases; read when the first is asked for.</summary>
internal sealed class TensorFile(string path)
{
    private readonly Lazy<IReadOnlyDictionary<string, Tensor>> _tensors = new(() =>
        File.Exists(path) ? Safetensors.Load(path).ToDictionary(x => x.Key, x => x.Value.Keep()) : []);

    /// <summary>Is there a tensor of this name?</summary>
    public bool Has(string name) => _tensors.Value.ContainsKey(name);

    /// <summary>The names of all tensors, in the order of the file.</summary>
    public IEnumerable<string> Names => _tensors.Value.Keys;

    /// <summary>The tensors whose names begin so, in the order of the number that follows: <c>in.0</c>, <c>in.1</c> …</summary>
    public Tensor[] Numbered(string prefix) =>
        [.. Enumerable.Range(0, int.MaxValue).TakeWhile(i => Has($"{prefix}.{i}")).Select(i => this[$"{prefix}.{i}"])];

    /// <summary>The tensor of this name; every reading gives an object of its own, with its own mask.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Tensor this[string name] => _tensors.Value.TryGetValue(name, out Tensor? tensor)
        ? tensor.View(tensor.Shape)
        : throw new KeyNotFoundException($"{path} expects a tensor '{name}'. Received {_tensors.Value.Count} others.");
}
