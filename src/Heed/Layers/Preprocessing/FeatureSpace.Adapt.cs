using static Heed.Ops;

namespace Heed.Layers;

/// <content>Learning from tables.</content>
public sealed partial class FeatureSpace
{
    private const int BatchOfSamples = 32;

    /// <summary>Lets every feature's layer learn from a table.</summary>
    /// <param name="table">By name, a tensor for each feature, whose first axis is the samples'.</param>
    /// <exception cref="ArgumentException">A feature is missing, or its data do not fit.</exception>
    public void Adapt(Tensors table)
    {
        foreach (string name in AdaptableNames())
        {
            Tensor column = Column(table, name);
            if (column.Rank == 0) throw new ShapeException($"{this} expects columns of samples. Received feature '{name}' {column.Spec}.");
            Adaptable(name).Adapt(column.Rank == 1 ? Batches(column) : Samples(column));
        }
        Finish();
    }

    /// <summary>Lets every feature's layer learn from batches of a table, which may be larger than memory.</summary>
    /// <param name="batches">By name, a tensor for each feature. It is read once, and each batch is shown to all features.</param>
    /// <exception cref="ArgumentException">A feature is missing, or its data do not fit.</exception>
    public void Adapt(IEnumerable<Tensors> batches)
    {
        string[] names = [.. AdaptableNames()];
        foreach (string name in names) Adaptable(name).ResetState();
        foreach (Tensors batch in batches)
            foreach (string name in names)
            {
                using var scope = new MemoryScope();
                Tensor column = Column(batch, name);
                Adaptable(name).UpdateState(column.Rank == 0 ? Reshape(column, [1, 1]) : column.Rank == 1 ? ExpandDims(column, -1) : column);
            }
        foreach (string name in names) Adaptable(name).FinalizeState();
        Finish();
    }

    private void Finish()
    {
        (_isAdapted, _encoded) = (true, null);
        _encoders.Clear();
        GetEncodedFeatures();       // what cannot be put together is an error now
    }

    private AdaptableLayer Adaptable(string name) => (AdaptableLayer)_features[name].Preprocessor;

    private IEnumerable<string> AdaptableNames() =>
        _features.Where(pair => pair.Value.Preprocessor is AdaptableLayer { IsAdaptable: true }).Select(pair => pair.Key);

    private Tensor Column(Tensors table, string name) => table.Names?.Contains(name) == true ? table[name]
        : throw new ArgumentException($"{this} expects data for its feature '{name}', by name. Received {NamesOf(table)}.");

    private static string NamesOf(Tensors table) => table.Names is { } names ? string.Join(", ", names) : "tensors without names";

    /// <summary>Numbers in batches of 32, as columns.</summary>
    private static IEnumerable<Tensor> Batches(Tensor column)
    {
        for (int start = 0; start < column.Length; start += BatchOfSamples)
            yield return ExpandDims(column[start..Math.Min(column.Length, start + BatchOfSamples)], -1);
    }

    /// <summary>Vectors one at a time, as columns; larger samples as they are.</summary>
    private static IEnumerable<Tensor> Samples(Tensor column) => Unstack(column).Select(sample => sample.Rank == 1 ? ExpandDims(sample, -1) : sample);
}
