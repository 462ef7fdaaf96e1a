namespace Heed.Saving;

/// <summary>A group or dataset to be written.</summary>
internal abstract class Hdf5NewObject
{
    private readonly OrderedDictionary<string, Hdf5Attribute> _attributes = [];

    /// <summary>What is said of it, in the order in which it was said.</summary>
    public IEnumerable<Hdf5Attribute> Attributes => _attributes.Values;

    /// <summary>Says something of it.</summary>
    /// <exception cref="ArgumentException">The name is empty, has a zero, or was used before; or a text is no Unicode; or the attribute is too long.</exception>
    public void Add(Hdf5Attribute attribute)
    {
        if (attribute.Name.Length == 0 || attribute.Name.Contains('\0'))
            throw new ArgumentException($"HDF5 attribute expects a name without zero characters. Received '{attribute.Name}'.");
        AttributeMessage.WrittenLength(attribute);      // refuses what is too long
        if (!_attributes.TryAdd(attribute.Name, attribute))
            throw new ArgumentException($"HDF5 attribute '{attribute.Name}' expects to be the only one of its name. Received it twice.");
    }
}

/// <summary>A group to be written.</summary>
internal sealed class Hdf5NewGroup : Hdf5NewObject
{
    private readonly SortedDictionary<byte[], Hdf5NewObject> _children = new(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));

    /// <summary>What is in it, by the UTF-8 of its name, and sorted by that, as HDF5 does.</summary>
    public IReadOnlyDictionary<byte[], Hdf5NewObject> Children => _children;

    /// <summary>Puts an empty group into this one.</summary>
    public Hdf5NewGroup AddGroup(string name) => Add(name, new Hdf5NewGroup());

    /// <summary>The group of a name in this one, made if it is not there.</summary>
    public Hdf5NewGroup Group(string name) => _children.GetValueOrDefault(Hdf5Cursor.Utf8.GetBytes(name)) as Hdf5NewGroup ?? AddGroup(name);

    /// <summary>Puts numbers, booleans or texts into this group.</summary>
    public Hdf5NewDataset AddDataset(string name, Tensor values) => Add(name, new Hdf5NewDataset(name, values));

    /// <summary>Puts elements into this group that are made when the file is written.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What the elements are; not variable texts.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <param name="write">Writes all elements, little-endian.</param>
    public Hdf5NewDataset AddDataset(string name, Hdf5Type type, long[] shape, Action<Stream> write) => Add(name, new Hdf5NewDataset(name, type, shape, write));

    private T Add<T>(string name, T child) where T : Hdf5NewObject
    {
        if (name is "" or "." || name.AsSpan().ContainsAny('/', '\0'))
            throw new ArgumentException($"HDF5 expects a name that is neither empty, nor '.', nor with '/' or a zero character. Received '{name}'.");
        if (!_children.TryAdd(Hdf5Cursor.Utf8.GetBytes(name), child))
            throw new ArgumentException($"HDF5 expects different names in a group. Received '{name}' twice. Rename one.");
        return child;
    }
}

/// <summary>A dataset to be written.</summary>
internal sealed class Hdf5NewDataset : Hdf5NewObject
{
    public Hdf5NewDataset(string name, Tensor values)
    {
        (Name, Shape) = (name, [.. values.Shape.ToArray()]);
        if (values.DType == DType.String)
        {
            (Type, Texts) = (Hdf5Type.Text(), values.AsSpan<string>().ToArray());
            ByteLength = 16L * Texts.Count;
        }
        else
        {
            Type = Hdf5Type.Of(values.DType);
            ByteLength = (long)values.Length * Type.Size;
            if (ByteLength > int.MaxValue) throw new ArgumentException($"HDF5 expects tensors of less than 2 GiB. Received '{name}', {values.Spec}. Split it.");
            Write = stream => stream.Write(ElementBytes.Bits<byte>(values));
        }
    }

    public Hdf5NewDataset(string name, Hdf5Type type, long[] shape, Action<Stream> write)
    {
        if (type.Class is Hdf5Class.Text or Hdf5Class.Other || type.BigEndian)
            throw new ArgumentException($"HDF5 dataset '{name}' expects little-endian numbers, booleans, fixed texts or opaque bytes. Received {type.Name}.");
        (Name, Type, Shape, Write) = (name, type, shape, write);
        ByteLength = type.Size;
        foreach (long axis in shape) ByteLength = checked(ByteLength * axis);
        if (ByteLength < 0) throw new ArgumentException($"HDF5 dataset '{name}' expects axes of at least 0. Received ({string.Join(", ", shape)}).");
    }

    /// <summary>For errors.</summary>
    public string Name { get; }

    /// <summary>The lengths of the axes.</summary>
    public long[] Shape { get; }

    /// <summary>What the elements are.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Bytes of all elements.</summary>
    public long ByteLength { get; }

    /// <summary>The elements if they are variable texts.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>Writes all elements, unless they are <see cref="Texts"/>.</summary>
    public Action<Stream>? Write { get; }
}
