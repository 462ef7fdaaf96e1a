using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Saving;

/// <summary>Finds for every layer of a model its arrays in an HDF5 file of Keras 2: by the layers' names if they are the same, else by their order.</summary>
/// <param name="model">Whose weights are set.</param>
internal sealed class LegacyWeightsReader(Model model)
{
    private const string TopLevel = "top_level_model_weights";

    private readonly StateReader _pairs = new(model, model.LoadReport);
    private string? _backend;       // which wrote the file

    /// <summary>What does not fit, a sentence each.</summary>
    public List<string> Problems => _pairs.Problems;

    /// <summary>Does the file have another number of layers, or of arrays in a layer, than the model? Then nothing says what belongs to what, unless it is by name.</summary>
    public bool CountsDiffer { get; private set; }

    /// <summary>Sets all that was matched.</summary>
    public void Apply(bool readAllFirst) => _pairs.Apply(readAllFirst);

    /// <summary>Matches all layers that have weights.</summary>
    /// <param name="group">The group with <c>layer_names</c>.</param>
    public void MatchAll(Hdf5Group group)
    {
        _backend = LegacyH5Reader.Text(group, "backend");
        (string Name, StoredArray[] Arrays)[] stored = [.. Stored(group).Where(layer => layer.Arrays.Length > 0)];
        Layer[] layers = [.. model.Layers.Where(layer => layer is not InputLayer && layer.Weights.Count > 0)];
        if (stored.Length != layers.Length)
        {
            CountsDiffer = true;
            Problems.Add($"{model} expects {layers.Length} layers with weights: {string.Join(", ", layers.Take(8).Select(layer => layer.Name))}. "
                + $"Received {stored.Length}: {string.Join(", ", stored.Take(8).Select(layer => layer.Name))}.");
            return;
        }
        bool sameNames = layers.Select(layer => layer.Name).ToHashSet().SetEquals(stored.Select(layer => layer.Name));
        for (int i = 0; i < layers.Length; i++)
        {
            StoredArray[] arrays = sameNames ? Array.Find(stored, layer => layer.Name == layers[i].Name).Arrays : stored[i].Arrays;
            Match(layers[i], arrays);
        }
        MatchTopLevel(group);
    }

    /// <summary>Matches the layers whose names the file has; the others stay as they are.</summary>
    public void MatchByName(Hdf5Group group)
    {
        _backend = LegacyH5Reader.Text(group, "backend");
        foreach ((string name, StoredArray[] arrays) in Stored(group))
            foreach (Layer layer in model.Layers.Where(layer => layer.Name == name)) Match(layer, arrays);
        MatchTopLevel(group);
    }

    /// <summary>Matches the variables of the optimizer, which is built for it.</summary>
    public void MatchOptimizer(Hdf5Group group, LoadReport report)
    {
        IReadOnlyList<string> names = LegacyH5Reader.Texts(group, "weight_names");
        StoredArray[] arrays = ArraysOf(group);
        if (model.Optimizer is not { } optimizer)
        {
            model.CarryState(Numbered(arrays));
            return;
        }
        if (arrays.Length == 0) return;
        int weights = model.TrainableWeights.Count, slots = weights == 0 ? 0 : (arrays.Length - 1) / weights;
        bool isSlotBySlot = names.Any(name => name.EndsWith("/m:0", StringComparison.Ordinal) || name.StartsWith("training/", StringComparison.Ordinal));
        if (isSlotBySlot && optimizer is Adam { Amsgrad: false } && slots >= 2 && arrays.Length == 1 + slots * weights)      // until Keras 2.10: all m, then all v
            arrays = [arrays[0], .. Enumerable.Range(0, weights).SelectMany(i => (StoredArray[])[arrays[1 + i], arrays[1 + weights + i]])];
        _pairs.MatchOptimizer(optimizer, arrays, optimizer.ToString());
    }

    /// <summary>The arrays in the order in which files of Keras 2 keep them: trainable ones first.</summary>
    public static IEnumerable<Variable> WeightsOf(Layer layer) => layer.TrainableWeights.Concat(layer.NonTrainableWeights);

    /// <summary>The weights that the model has besides those of its layers.</summary>
    public static IEnumerable<Variable> TopLevelWeights(Model model) => model.Weights.Except(model.Layers.SelectMany(layer => layer.Weights));

    private static IEnumerable<(string Name, StoredArray[] Arrays)> Stored(Hdf5Group group) => LegacyH5Reader.Texts(group, "layer_names").Select(name =>
        (name, group.Find(name) is Hdf5Group layer ? ArraysOf(layer) : throw new FormatException($"'{group.Path}' expects a group for its layer '{name}'. Received none.")));

    private static StoredArray[] ArraysOf(Hdf5Group layer) => [.. LegacyH5Reader.Texts(layer, "weight_names").Select(name =>
        layer.Find(name) is Hdf5Dataset dataset ? StoredArray.Of(dataset) : throw new FormatException($"'{layer.Path}' expects an array '{name}'. Received none."))];

    private void MatchTopLevel(Hdf5Group group)
    {
        if (group.Find(TopLevel) is Hdf5Group top) Match(model.ToString(), TopLevelWeights(model), ArraysOf(top));
    }

    private void Match(Layer layer, StoredArray[] arrays)
    {
        Variable[] weights = [.. WeightsOf(layer)];
        if (weights.Length == arrays.Length) arrays = LegacyArrays.Convert(layer, weights, arrays, _backend, _pairs.Problems);
        Match(layer.ToString(), weights, arrays);
    }

    private void Match(string owner, IEnumerable<Variable> weights, StoredArray[] arrays)
    {
        Variable[] all = [.. weights];
        CountsDiffer |= all.Length != arrays.Length;
        if (all.Length != arrays.Length)
            Problems.Add($"{owner} expects {all.Length} arrays: {string.Join(", ", all.Take(8).AsEnumerable())}. "
                + $"Received {arrays.Length}: {string.Join(", ", arrays.Take(8).Select(array => $"{array.Place} {array.Spec}"))}.");
        else
            for (int i = 0; i < all.Length; i++) _pairs.Pair(owner, SavedArray.Of($"{i}", all[i]), arrays[i]);
    }

    private static StoredGroup Numbered(StoredArray[] arrays)
    {
        var root = new StoredGroup("");
        for (int i = 0; i < arrays.Length; i++) root.Add($"optimizer/vars/{i}", arrays[i]);
        return root;
    }
}
