namespace Heed.Saving;

/// <summary>The arrays of a weights file by path, whatever its format.</summary>
/// <param name="path">Where it is, for errors.</param>
internal sealed class StoredGroup(string path)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The name that the file notes of the part whose arrays these are; null: none.</summary>
    public string? Name { get; private set; }

    /// <summary>The groups inside, in the order of the file.</summary>
    public OrderedDictionary<string, StoredGroup> Groups { get; } = [];

    /// <summary>The arrays inside, in the order of the file.</summary>
    public OrderedDictionary<string, StoredArray> Arrays { get; } = [];

    /// <summary>The group of a name, made if it is not there.</summary>
    public StoredGroup Make(string name)
    {
        if (!Groups.TryGetValue(name, out StoredGroup? group)) Groups.Add(name, group = new(StateNode.Join(path, name)));
        return group;
    }

    /// <summary>The group at a path below; null: it is not there.</summary>
    public StoredGroup? Find(string below)
    {
        StoredGroup? found = this;
        foreach (string part in below.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (found is null || !found.Groups.TryGetValue(part, out found)) return null;
        return found;
    }

    /// <summary>Puts an array at a path of group names and its own.</summary>
    public void Add(string below, StoredArray array)
    {
        string[] parts = below.Split('/', StringSplitOptions.RemoveEmptyEntries);
        StoredGroup group = this;
        foreach (string part in parts[..^1]) group = group.Make(part);
        group.Arrays[parts[^1]] = array;
    }

    /// <summary>The groups and arrays of an HDF5 group.</summary>
    public static StoredGroup Of(Hdf5Group group) => new StoredGroup(group.Path.TrimStart('/')).Take(group);

    /// <summary>Adds the groups and arrays of an HDF5 group to this one.</summary>
    /// <returns>This group.</returns>
    public StoredGroup Take(Hdf5Group group)
    {
        if (group.Attributes.TryGetValue("name", out Hdf5Attribute? noted) && noted.Texts is [var text]) Name = text;
        foreach ((string name, Hdf5Object child) in group.Children)
            if (child is Hdf5Group inner) Make(name).Take(inner);
            else Arrays[name] = StoredArray.Of((Hdf5Dataset)child);
        return this;
    }
}

/// <summary>An array of a weights file.</summary>
/// <param name="Place">Where it is, for errors.</param>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="DType">The type of its elements.</param>
/// <param name="Read">Reads all elements into memory of exactly their size.</param>
internal sealed record StoredArray(string Place, Shape Shape, DType DType, Action<Span<byte>> Read)
{
    /// <summary>An array of an HDF5 file.</summary>
    /// <exception cref="FormatException">It is no array of numbers or booleans, or has 2 GiB and more.</exception>
    public static StoredArray Of(Hdf5Dataset dataset)
    {
        bool isBFloat16 = dataset.Type is { Class: Hdf5Class.Opaque, Size: 2 } && dataset.Attributes.TryGetValue("dtype", out Hdf5Attribute? type) && type.Texts is ["bfloat16"];
        DType? dtype = isBFloat16 ? Heed.DType.BFloat16 : dataset.Type.DType;
        if (dataset.ByteLength > Array.MaxLength || Array.Exists(dataset.Shape, axis => axis > int.MaxValue))
            throw new FormatException($"'{dataset.Path}' expects an array of less than 2 GiB. Received ({string.Join(", ", dataset.Shape)}).");
        var shape = new Shape(dataset.Shape.Select(axis => (Dim)(int)axis));
        return new(dataset.Path.TrimStart('/'), shape, dtype ?? Heed.DType.String, dataset.Read) { Unreadable = dtype is null or Heed.DType.String ? dataset.Type.Name : null };
    }

    /// <summary>An array in memory.</summary>
    public static StoredArray Of(string place, Tensor tensor) => new(place, tensor.Shape, tensor.DType, bytes => ElementBytes.Bits<byte>(tensor).CopyTo(bytes));

    /// <summary>What the elements are, where no weight can have such ones.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Shape and type.</summary>
    public TensorSpec Spec => new(Shape, DType);

    /// <summary>All elements, in new memory.</summary>
    public Tensor ToTensor()
    {
        Tensor tensor = Tensor.Allocate(Shape, DType);
        Read(ElementBytes.Bits<byte>(tensor));
        return tensor;
    }
}
