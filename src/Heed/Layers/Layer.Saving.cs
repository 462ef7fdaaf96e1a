using System.Text;

namespace Heed.Layers;

public abstract partial class Layer
{
    private readonly Dictionary<Layer, string> _attributes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, SavedArray?> _savedAs = new(ReferenceEqualityComparer.Instance);

    /// <summary>The layers inside with the names under which files keep them, in the order in which Keras visits them: by name, those that begin with '_' last.</summary>
    internal virtual IEnumerable<(string Attribute, Layer Layer)> SavedLayers => Layers
        .Select(layer => (Attribute: _attributes.GetValueOrDefault(layer) ?? layer.Name, Layer: layer))
        .OrderBy(part => part.Attribute.StartsWith('_') ? $"~{part.Attribute}" : part.Attribute, StringComparer.Ordinal);

    /// <summary>The arrays that a file keeps for this layer itself: its trainable weights, then the others, numbered.</summary>
    internal virtual IReadOnlyList<SavedArray> SavedArrays => this is IAssetOwner owner
        ? [.. owner.OwnVariables.Select(own => new SavedArray(own.Name, own.Value.Spec, () => own.Value, value => owner.LoadOwnVariable(own.Name, value)))]
        : [.. _trainable.Concat(_nonTrainable).Select(SavedAs).OfType<SavedArray>().Select((array, i) => array with { Key = $"{i}" })];

    /// <summary>Files keep something else in a weight's place, or nothing.</summary>
    /// <param name="weight">A weight of this layer.</param>
    /// <param name="instead">Read and written in its place; its key is given later. <see langword="null"/>: nothing is kept.</param>
    internal void SaveInstead(Variable weight, SavedArray? instead) => _savedAs[weight] = instead;

    private SavedArray? SavedAs(Variable weight) => _savedAs.TryGetValue(weight, out SavedArray? instead) ? instead : SavedArray.Of("", weight);

    /// <summary>The texts that a file keeps beside the arrays, such as vocabularies.</summary>
    internal virtual IReadOnlyList<SavedAsset> SavedAssets
    {
        get
        {
            if (this is not IAssetOwner { HasAssets: true } owner) return [];
            var files = new OrderedDictionary<string, MemoryStream>();
            owner.SaveAssets(name => files[name] = new MemoryStream());
            return [.. files.Select(file => new SavedAsset(file.Key, () => Encoding.UTF8.GetString(file.Value.ToArray()),
                text => owner.LoadAssets(_ => new MemoryStream(Encoding.UTF8.GetBytes(text)))))];
        }
    }

    /// <summary>Under which name lists in files hold layers of this class.</summary>
    internal string SavedClassName => Snake.Case(PythonName);

    /// <summary>The name of its class in Python, which is not always the one under which Keras makes it public.</summary>
    internal string PythonName => DefaultName;
}

/// <summary>An array of a layer or optimizer as a file keeps it.</summary>
/// <param name="Key">Its name in the group: usually a number.</param>
/// <param name="Spec">Its shape and type.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Writes it; the value has the shape of <paramref name="Spec"/>.</param>
internal sealed record SavedArray(string Key, TensorSpec Spec, Func<Tensor> Get, Action<Tensor> Set)
{
    /// <summary>A variable under a key.</summary>
    public static SavedArray Of(string key, Variable variable) =>
        new(key, new(variable.Shape, variable.DType), () => variable.Value, variable.Assign) { Variable = variable };

    /// <summary>The variable itself, if it is one: a new value may take its place without being copied.</summary>
    public Variable? Variable { get; init; }
}

/// <summary>A text file of a layer inside an archive.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Get">Writes the content.</param>
/// <param name="Set">Reads it.</param>
internal sealed record SavedAsset(string Name, Func<string> Get, Action<string> Set);
