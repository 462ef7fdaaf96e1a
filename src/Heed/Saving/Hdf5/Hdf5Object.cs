namespace Heed.Saving;

/// <summary>A group or a dataset of an open file.</summary>
/// <param name="path">Where it is, such as <c>/layers/dense/vars/0</c>.</param>
/// <param name="attributes">What is said of it, by name, in the file's order.</param>
internal abstract class Hdf5Object(string path, OrderedDictionary<string, Hdf5Attribute> attributes)
{
    /// <summary>Where it is; the root is <c>/</c>.</summary>
    public string Path => path;

    /// <summary>The last part of the path; of the root, nothing.</summary>
    public string Name => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>What is said of it, by name, in the file's order.</summary>
    public OrderedDictionary<string, Hdf5Attribute> Attributes => attributes;

    /// <inheritdoc/>
    public override string ToString() => $"HDF5 '{path}'";
}

/// <summary>Groups and datasets by name.</summary>
/// <param name="path">Where it is.</param>
/// <param name="attributes">What is said of it.</param>
/// <param name="children">What is in it, by name; in the order of creation if the file knows it, else sorted by name.</param>
internal sealed class Hdf5Group(string path, OrderedDictionary<string, Hdf5Attribute> attributes, OrderedDictionary<string, Hdf5Object> children) : Hdf5Object(path, attributes)
{
    /// <summary>What is in it, by name; in the order of creation if the file knows it, else sorted by name.</summary>
    public OrderedDictionary<string, Hdf5Object> Children => children;

    /// <summary>The object below this group at a path such as <c>layers/dense/vars/0</c>, or null.</summary>
    public Hdf5Object? Find(string below)
    {
        Hdf5Object? found = this;
        foreach (string part in below.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (found is not Hdf5Group group || !group.Children.TryGetValue(part, out found)) return null;
        return found;
    }

    /// <summary>All datasets below this group, depth first.</summary>
    public IEnumerable<Hdf5Dataset> AllDatasets() => Children.Values.SelectMany(child =>
        child is Hdf5Group group ? group.AllDatasets() : [(Hdf5Dataset)child]);
}
