namespace Heed.Saving;

/// <summary>An array of a file; its elements are read when they are asked for.</summary>
internal sealed class Hdf5Dataset : Hdf5Object
{
    private readonly Hdf5Source _source;
    private readonly GlobalHeap _heap;
    private readonly DataLayout _layout;
    private readonly long _address;

    public Hdf5Dataset(string path, OrderedDictionary<string, Hdf5Attribute> attributes, Hdf5Source source, GlobalHeap heap, long address, ObjectHeader header)
        : base(path, attributes)
    {
        (_source, _heap, _address) = (source, heap, address);
        Hdf5Cursor type = Message(header, MessageType.Datatype), space = Message(header, MessageType.Dataspace);
        Type = Datatype.Read(ref type);
        Shape = Dataspace.Read(ref space);
        ByteLength = Dataspace.Bytes(ref space, Shape, Type.Size, source.Limits.MaxDatasetBytes);
        if (ByteLength > Math.Max(source.Limits.UnquestionedDatasetBytes, 1100 * source.Length))      // deflate makes no more of a byte
            throw space.Error("shape", $"to hold what a file of {source.Length} bytes can unpack to. Received ({string.Join(", ", Shape)}) of {Type.Size} bytes each");
        _layout = DataLayout.Read(source, header, header.Find(MessageType.Layout)!.Value, Shape, Type, ByteLength);
    }

    /// <summary>The lengths of the axes.</summary>
    public long[] Shape { get; }

    /// <summary>What the elements are.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Bytes of all elements; of variable texts, of the references to them.</summary>
    public long ByteLength { get; }

    /// <summary>Reads all elements as bytes, numbers in this machine's byte order; where they lie together, straight from the file.</summary>
    /// <param name="destination"><see cref="ByteLength"/> long.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public void Read(Span<byte> destination)
    {
        if (destination.Length != ByteLength) throw new ArgumentException($"{this} expects a destination of {ByteLength} bytes. Received {destination.Length}.");
        _source.ObjectPath = Path;
        _layout.Read(destination);
        if (Type.Class is Hdf5Class.Integer or Hdf5Class.Float) Hdf5Attribute.SwapBytes(destination, Type);
        if (Type.Class == Hdf5Class.Boolean && destination.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw _source.Error("data", _address, "bytes", "to be booleans, each 0 or 1. Received another");
    }

    /// <summary>Reads all elements as a tensor of their own type, texts included.</summary>
    /// <exception cref="FormatException">The file is damaged, the elements are no numbers, booleans or texts, or there are 2 GiB and more of them.</exception>
    public Tensor ToTensor()
    {
        if (Type.DType is not { } dtype) throw _source.Unsupported("dataset", _address, $"elements of type {Type.Name}", "Write it as numbers or texts with h5py.");
        if (ByteLength > Array.MaxLength || Array.Exists(Shape, axis => axis > int.MaxValue))
            throw _source.Unsupported("dataset", _address, $"({string.Join(", ", Shape)}) of {Type.Size} bytes each, which is no tensor below 2 GiB", "Split it.");
        var shape = new Shape(Shape.Select(axis => (Dim)(int)axis));
        if (dtype == DType.String) return Tensor.From(ReadTexts(), shape);
        Tensor tensor = Tensor.Allocate(shape, dtype);
        Read(ElementBytes.Bits<byte>(tensor));
        return tensor;
    }

    /// <summary>Reads all elements, which are texts.</summary>
    private string[] ReadTexts()
    {
        byte[] bytes = new byte[ByteLength];
        Read(bytes);
        var cursor = new Hdf5Cursor(_source, bytes, _address, "texts of a dataset");
        lock (_heap) return new Hdf5Texts(_heap, _source.Length).Read(ref cursor, Type, (int)(ByteLength / Type.Size));
    }

    private Hdf5Cursor Message(ObjectHeader header, MessageType type) => header.Find(type) is { } message
        ? message.Open(_source)
        : throw _source.Error("object header", _address, type.ToString(), "to be there. Received none");
}
