using Heed.Saving;

namespace Heed;

public partial class Model
{
    /// <summary>Writes all weights, and the state of the optimizer where the format has room for it, whole or not at all: a failure leaves an old file of this name as it was.</summary>
    /// <param name="path">The file to make or to replace, in a folder that exists. The ending decides: <c>.weights.h5</c> as Keras writes it; <c>.weights.json</c>, an index
    /// beside which the weights lie in several files; <c>.npz</c>, for NumPy; anything else, safetensors.</param>
    /// <param name="cancellationToken">Stops the writing; the old file stays.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> asked for it.</exception>
    public void SaveWeights(string path, CancellationToken cancellationToken = default) => SaveWeights(path, 5, cancellationToken);

    /// <summary>Writes all weights as <see cref="SaveWeights(string, CancellationToken)"/> does; with an ending <c>.weights.json</c>, into files of a given size.</summary>
    /// <param name="path">The file to make or to replace.</param>
    /// <param name="maxShardSize">How many GiB each file holds at most.</param>
    /// <param name="cancellationToken">Stops the writing; the old file stays.</param>
    /// <exception cref="ArgumentException">A weight alone is larger.</exception>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public void SaveWeights(string path, double maxShardSize, CancellationToken cancellationToken = default)
    {
        RequireBuilt();
        using var scope = new MemoryScope();
        if (path.EndsWith(".weights.json", StringComparison.OrdinalIgnoreCase)) ShardedWeights.Write(path, this, maxShardSize, cancellationToken);
        else if (path.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase))
        {
            var weights = new Hdf5Writer(StateWriter.Tree(this, StateTree.Of(this)));
            AtomicFile.Write(path, stream => weights.Write(stream, cancellationToken), weights.Length);
        }
        else if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            AtomicFile.Write(path, stream => Npz.Write(stream, StateTree.Of(this).All().SelectMany(part =>
                part.Node.Arrays.Select(array => (StateNode.Join(part.Path, $"vars/{array.Key}"), array)))));
        else
        {
            KeyValuePair<string, Tensor>[] tensors = [.. WeightNames().Select(pair => KeyValuePair.Create(pair.Name, pair.Variable.Value))];
            AtomicFile.Write(path, stream => Safetensors.Write(stream, tensors, [], cancellationToken));
        }
    }

    /// <summary>Sets all weights from a file; if anything in it does not fit, no weight is changed.</summary>
    /// <param name="path">A file of <see cref="SaveWeights(string, CancellationToken)"/> or of Keras since 2.0: <c>.weights.h5</c>, <c>.weights.json</c>, <c>.h5</c>, <c>.keras</c>, <c>.npz</c> or
    /// <c>.safetensors</c>. Its content decides, not its name.</param>
    /// <param name="skipMismatch">Leave out what does not fit, with a note in <see cref="LoadReport"/>? In an <c>.h5</c> file of Keras 2 only shapes may differ, unless layers are matched by name.</param>
    /// <param name="byName">With an <c>.h5</c> file of Keras 2: match layers by name, and leave the others as they are?</param>
    /// <param name="options">How much the file may ask for.</param>
    /// <exception cref="ArgumentException">An entry is missing or too many, or of another shape or kind.</exception>
    /// <exception cref="FormatException">The file is damaged, or of another format.</exception>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void LoadWeights(string path, bool skipMismatch = false, bool byName = false, LoadOptions? options = null)
    {
        RequireBuilt();
        string file = System.IO.Path.GetFileName(path);
        LoadOptions used = options ?? LoadOptions.Default;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12);
        string kind = FileKind.Of(stream);
        if (byName && kind != FileKind.Hdf5) throw ByNameNeedsLegacy(file);
        switch (kind)
        {
            case FileKind.Hdf5:
                using (Hdf5File h5 = Hdf5File.Open(stream, file, KerasArchive.H5Limits(used)))
                    LoadFrom(h5, file, skipMismatch, byName);
                break;
            case FileKind.Zip when new ZipReader(stream, file, used).Entries.ContainsKey("config.json"):
                KerasArchive.ReadWeights(stream, file, used, root => LoadState(root, file, skipMismatch));
                break;
            case FileKind.Zip:
                LoadState(Npz.Read(stream, file, used), file, skipMismatch);
                break;
            case FileKind.Json:
                ShardedWeights.Read(stream, path, used, root => LoadState(root, file, skipMismatch));
                break;
            default:
                LoadSafetensors(stream, path, skipMismatch);
                break;
        }
    }

    private void LoadFrom(Hdf5File h5, string file, bool skipMismatch, bool byName)
    {
        Hdf5Group? legacy = h5.Root.Attributes.ContainsKey("layer_names") || h5.Root.Attributes.ContainsKey("layer_names0") ? h5.Root : h5.Root.Find("model_weights") as Hdf5Group;
        if (legacy is null)
        {
            if (byName) throw ByNameNeedsLegacy(file);
            LoadState(StoredGroup.Of(h5.Root), file, skipMismatch);
            return;
        }
        var reader = new LegacyWeightsReader(this);
        if (byName) reader.MatchByName(legacy);
        else reader.MatchAll(legacy);
        Accept(reader.Problems, file, skipMismatch && (byName || !reader.CountsDiffer));
        reader.Apply(readAllFirst: true);
    }

    private bool LoadState(StoredGroup root, string file, bool skipMismatch)
    {
        var reader = new StateReader(this, LoadReport) { WithOptimizer = Optimizer is { Built: true } };
        reader.Match(root);
        Accept(reader.Problems, file, skipMismatch);
        reader.Apply(readAllFirst: true);
        return true;
    }

    private void Accept(List<string> problems, string file, bool skipMismatch)
    {
        if (problems.Count == 0) return;
        if (!skipMismatch) throw new ArgumentException($"'{file}': {problems[0]}{(problems.Count > 1 ? $" {problems.Count - 1} more parts do not fit." : "")}");
        foreach (string problem in problems) LoadReport.Note($"'{file}', left out: {problem}");
    }

    private void LoadSafetensors(Stream stream, string path, bool skipMismatch)
    {
        string file = System.IO.Path.GetFileName(path);
        (string Name, Variable Variable)[] weights = WeightNames();
        IReadOnlyDictionary<string, Tensor> entries = Safetensors.Read(stream, path);
        var problems = new List<Exception>();
        var pairs = new List<(Variable, Tensor)>();
        foreach ((string name, Variable variable) in weights)
            if (!entries.TryGetValue(name, out Tensor? entry) && !entries.TryGetValue(variable.Path, out entry))
                problems.Add(new ArgumentException($"{this} expects an entry '{name}' {variable.Value.Spec} in '{file}'. Received none of this name." +
                    $"{(Nearest.To(name, entries.Keys) is { } close ? $" There is '{close}'." : "")}"));
            else if (entry.Shape != variable.Shape || (entry.DType != variable.DType && !(entry.DType.IsFloat() && variable.DType.IsFloat())))
                problems.Add(new ShapeException($"{this} expects the entry '{name}' in '{file}' to be {variable.Value.Spec}. Received {entry.Spec}."));
            else pairs.Add((variable, entry));
        if (entries.Keys.Except(weights.SelectMany(pair => (string[])[pair.Name, pair.Variable.Path])).FirstOrDefault() is { } stranger)
            problems.Add(new ArgumentException($"{this} expects an entry for each of its {weights.Length} weights in '{file}'. " +
                $"Received also '{stranger}' {entries[stranger].Spec}."));
        if (problems.Count > 0 && !skipMismatch) throw problems[0];
        foreach (Exception problem in problems) LoadReport.Note(problem.Message);
        foreach (var (variable, entry) in pairs) variable.Assign(entry);
    }

    private void RequireBuilt()
    {
        if (Layers.Prepend(this).FirstOrDefault(layer => !layer.Built) is { } unbuilt)
            throw new InvalidOperationException($"{this} expects to be built where its weights are saved or loaded. " +
                $"Received a model in which {unbuilt} is not. Call it, or BuildFor, first.");
    }

    private ArgumentException ByNameNeedsLegacy(string file) =>
        new($"{this} expects an .h5 file of Keras 2 where layers are matched by name. Received '{file}', in which they are matched by class and number. Load it without byName.");

    /// <summary>The weights by path, without the model's own name; where inner models repeat a path, the second is followed by <c>:1</c>, and so on.</summary>
    private (string Name, Variable Variable)[] WeightNames()
    {
        var used = new Dictionary<string, int>();
        return [.. Weights.Select(variable =>
        {
            string path = variable.Path.StartsWith($"{Name}/", StringComparison.Ordinal) ? variable.Path[(Name.Length + 1)..] : variable.Path;
            int count = used.GetValueOrDefault(path);
            used[path] = count + 1;
            return (count == 0 ? path : $"{path}:{count}", variable);
        })];
    }
}
