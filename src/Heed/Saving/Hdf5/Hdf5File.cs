namespace Heed.Saving;

/// <summary>An HDF5 file, open for reading: Heed's own subset, which is what Keras and h5py write.</summary>
/// <remarks>
/// <para>All structures are read and checked when the file is opened; elements only when they are asked for. A file that is not what it says is a
/// <see cref="FormatException"/> with its name, the object, the address and the field.</para>
/// <para><b>Source</b>  HDF5 File Format Specification Version 3.0, support.hdfgroup.org; a file here for each of its chapters. What is left out is listed in
/// docs/decisions/005-hdf5.md.</para>
/// </remarks>
internal sealed class Hdf5File : IDisposable
{
    private readonly Hdf5Source _source;
    private readonly GlobalHeap _heap;
    private readonly Hdf5Texts _texts;
    private readonly Dictionary<long, Hdf5Dataset?> _objects = [];      // by address; null: a group

    private Hdf5File(Hdf5Source source)
    {
        _source = source;
        _heap = new(source);
        Superblock superblock = Superblock.Read(source);
        _texts = new(_heap, source.Length);
        Root = ReadObject(superblock.RootAddress, "/", 0) as Hdf5Group ?? throw source.Error("root", superblock.RootAddress, "object", "to be a group. Received a dataset");
        source.CheckOwners();
    }

    /// <summary>The group of everything.</summary>
    public Hdf5Group Root { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much it may ask for; <see langword="null"/>: <see cref="Hdf5Limits.Default"/>.</param>
    /// <exception cref="FormatException">It is damaged, or of another format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Hdf5File Open(string path, Hdf5Limits? limits = null) => Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), path, limits);

    /// <summary>Opens a stream, and closes it in the end.</summary>
    /// <param name="stream">Can seek; its beginning is the file's.</param>
    /// <param name="name">What errors call the file.</param>
    /// <param name="limits">How much it may ask for; <see langword="null"/>: <see cref="Hdf5Limits.Default"/>.</param>
    /// <exception cref="FormatException">It is damaged, or of another format.</exception>
    public static Hdf5File Open(Stream stream, string name, Hdf5Limits? limits = null)
    {
        var source = new Hdf5Source(stream, name, limits ?? Hdf5Limits.Default);
        try
        {
            return new(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose() => _source.Dispose();

    private Hdf5Object ReadObject(long address, string path, int depth)
    {
        _source.ObjectPath = path;
        if (depth > _source.Limits.MaxDepth) throw _source.Error("group", address, "depth", $"to be at most {_source.Limits.MaxDepth}. Received more");
        if (_objects.TryGetValue(address, out Hdf5Dataset? known))
            return known ?? throw _source.Error("group", address, "name", "to be its only one. Received a second: groups must be a tree");
        if (_objects.Count >= _source.Limits.MaxObjects)
            throw _source.Error("file", address, "number of objects", $"to be at most {_source.Limits.MaxObjects}. Received more");

        ObjectHeader header = ObjectHeader.Read(_source, address);
        var attributes = AttributeMessage.ReadAll(_source, header, _texts);
        if (header.Find(MessageType.Layout) is not null)
        {
            var dataset = new Hdf5Dataset(path, attributes, _source, _heap, address, header);
            _objects.Add(address, dataset);
            return dataset;
        }
        _objects.Add(address, null);
        List<Hdf5Link> links = header.Find(MessageType.SymbolTable) is { } table ? SymbolTable.Read(_source, table)
            : header.Find(MessageType.LinkInfo) is not null || header.Find(MessageType.GroupInfo) is not null ? LinkMessages.Read(_source, header)
            : throw _source.Unsupported("object", address, "one that is neither a group nor a dataset (a committed type?)", "Leave it out of the file.");
        var children = new OrderedDictionary<string, Hdf5Object>(links.Count);
        foreach (Hdf5Link link in links)
        {
            _source.ObjectPath = path;
            if (link.Name is "" or "." || link.Name.Contains('/'))
                throw _source.Error("group", address, "name of a child", $"to be neither empty, nor '.', nor with '/'. Received '{link.Name}'");
            if (!children.TryAdd(link.Name, ReadObject(link.Address, path == "/" ? $"/{link.Name}" : $"{path}/{link.Name}", depth + 1)))
                throw _source.Error("group", address, "name of a child", $"to come once. Received '{link.Name}' twice");
        }
        return new Hdf5Group(path, attributes, children);
    }
}
