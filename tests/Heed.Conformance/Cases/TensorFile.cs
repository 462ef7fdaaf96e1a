using System.Runtime.InteropServices;
using Heed.Saving;

namespace Heed.Conformance;

/// <summary>The tensors beside a file of cases; read when the first is asked for.</summary>
internal sealed class TensorFile(string path)
{
    private readonly Lazy<Dictionary<string, SafetensorsEntry>> _entries = new(() =>
        File.Exists(path) ? Safetensors.ReadEntries(path).ToDictionary(entry => entry.Name) : []);

    /// <summary>Is there a tensor of this name?</summary>
    public bool Has(string name) => _entries.Value.ContainsKey(name);

    /// <summary>The tensors whose names begin so, in the order of the number that follows: <c>in.0</c>, <c>in.1</c> …</summary>
    public Tensor[] Numbered(string prefix) =>
        [.. Enumerable.Range(0, int.MaxValue).TakeWhile(i => Has($"{prefix}.{i}")).Select(i => this[$"{prefix}.{i}"])];

    /// <summary>A copy of the tensor of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Tensor this[string name] => _entries.Value.TryGetValue(name, out SafetensorsEntry? entry)
        ? ToTensor(entry)
        : throw new KeyNotFoundException($"{path} expects a tensor '{name}'. Received {_entries.Value.Count} others.");

    private static Tensor ToTensor(SafetensorsEntry entry) => entry.DType switch
    {
        "F32" => Copy<float>(entry),
        "F64" => Copy<double>(entry),
        "F16" => Copy<Half>(entry),
        "BF16" => Copy<BFloat16>(entry),
        "I8" => Copy<sbyte>(entry),
        "I16" => Copy<short>(entry),
        "I32" => Copy<int>(entry),
        "I64" => Copy<long>(entry),
        "U8" => Copy<byte>(entry),
        "U16" => Copy<ushort>(entry),
        "U32" => Copy<uint>(entry),
        "U64" => Copy<ulong>(entry),
        _ => Copy<bool>(entry),
    };

    private static Tensor Copy<T>(SafetensorsEntry entry) where T : unmanaged =>
        Tensor.From(MemoryMarshal.Cast<byte, T>(entry.Data.Span), new Shape(entry.Shape.Select(axis => (Dim)axis)));
}
