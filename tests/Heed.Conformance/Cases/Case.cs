using System.Text.Json;

namespace Heed.Conformance;

/// <summary>One answer of real Keras.</summary>
/// <param name="Folder">Its folder below the root of the reference data, such as <c>layers</c> or <c>foreign/stablehlo</c>.</param>
/// <param name="Class">What it is about: the file's name without ending, or the format of a saved model.</param>
/// <param name="Id">Unique in the reference data.</param>
/// <param name="Data">What the JSON file says.</param>
/// <param name="Tensors">The tensors of the file beside it.</param>
/// <param name="Path">The JSON file.</param>
internal sealed record Case(string Folder, string Class, string Id, JsonElement Data, TensorFile Tensors, string Path)
{
    /// <summary>The kind of case, which decides who runs it: the topmost folder.</summary>
    public string Kind => Folder.Split('/')[0];

    /// <summary>A property of the case, or <see langword="null"/> if it is absent or null.</summary>
    public JsonElement? this[string property] =>
        Data.TryGetProperty(property, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A property that every case of this kind has.</summary>
    public JsonElement Required(string property) => this[property]
        ?? throw new FormatException($"Case '{Id}' of {Path} expects a property '{property}'. Received {string.Join(", ", Data.EnumerateObject().Select(x => x.Name))}.");

    /// <summary>Text that every case of this kind has.</summary>
    public string Text(string property) => Required(property).GetString()!;

    /// <summary>A truth; absent means false.</summary>
    public bool Flag(string property) => this[property] is { ValueKind: JsonValueKind.True };
}
