using Heed.Saving;

namespace Heed;

public partial class Model
{
    /// <summary>Writes all weights to a safetensors file, whole or not at all: a failure leaves an old file of this name as it was.</summary>
    /// <param name="path">The file to make or to replace, in a folder that exists.</param>
    /// <param name="cancellationToken">Stops the writing; the old file stays.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> asked for it.</exception>
    public void SaveWeights(string path, CancellationToken cancellationToken = default)
    {
        KeyValuePair<string, Tensor>[] tensors = [.. WeightNames().Select(pair => KeyValuePair.Create(pair.Name, pair.Variable.Value))];
        AtomicFile.Write(path, stream => Safetensors.Write(stream, tensors, [], cancellationToken));
    }

    /// <summary>Sets all weights from a safetensors file; if anything in it does not fit, no weight is changed.</summary>
    /// <param name="path">A file of <see cref="SaveWeights"/>, or any with an entry for each weight, named as its path.</param>
    /// <exception cref="ArgumentException">An entry is missing or too many, or of another shape or kind.</exception>
    /// <exception cref="FormatException">The file is damaged, or of another format.</exception>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void LoadWeights(string path)
    {
        (string Name, Variable Variable)[] weights = WeightNames();
        IReadOnlyDictionary<string, Tensor> entries = Safetensors.Load(path);
        string file = System.IO.Path.GetFileName(path);
        foreach ((string name, Variable variable) in weights)
        {
            if (!entries.TryGetValue(name, out Tensor? entry))
                throw new ArgumentException($"{this} expects an entry '{name}' {variable.Value.Spec} in '{file}'. Received none of this name." +
                    $"{(Nearest.To(name, entries.Keys) is { } close ? $" There is '{close}'." : "")}");
            if (entry.Shape != variable.Shape || (entry.DType != variable.DType && !(entry.DType.IsFloat() && variable.DType.IsFloat())))
                throw new ShapeException($"{this} expects the entry '{name}' in '{file}' to be {variable.Value.Spec}. Received {entry.Spec}.");
        }
        if (entries.Keys.Except(weights.Select(pair => pair.Name)).FirstOrDefault() is { } stranger)
            throw new ArgumentException($"{this} expects an entry for each of its {weights.Length} weights in '{file}'. " +
                $"Received also '{stranger}' {entries[stranger].Spec}.");
        foreach ((string name, Variable variable) in weights) variable.Assign(entries[name]);
    }

    /// <summary>The weights by path; where inner models repeat a path, the second is followed by <c>:1</c>, and so on.</summary>
    private (string Name, Variable Variable)[] WeightNames()
    {
        if (Layers.Prepend(this).FirstOrDefault(layer => !layer.Built) is { } unbuilt)
            throw new InvalidOperationException($"{this} expects to be built where its weights are saved or loaded. " +
                $"Received a model in which {unbuilt} is not. Call it, or BuildFor, first.");
        var used = new Dictionary<string, int>();
        return [.. Weights.Select(variable =>
        {
            int count = used.GetValueOrDefault(variable.Path);
            used[variable.Path] = count + 1;
            return (count == 0 ? variable.Path : $"{variable.Path}:{count}", variable);
        })];
    }
}
