namespace Heed.Saving;

/// <summary>Writes a tree of groups and datasets as h5py does by default: superblock 0, symbol tables, contiguous datasets.</summary>
/// <remarks>All structures come first, then the elements one dataset after the other, front to back: the stream need not seek, and no dataset is held in memory.</remarks>
internal sealed class Hdf5Writer
{
    private const int SuperblockLength = 96, HeaderPrefix = 16, MessagePrefix = 8, FillLength = 8, LayoutLength = 24, SymbolTableLength = 16;
    private const int MostMessages = ushort.MaxValue;

    private readonly Planned _root;
    private readonly List<Planned> _objects = [];       // in the order of their headers
    private readonly GlobalHeapWriter _texts = new();
    private long _end = SuperblockLength;

    /// <summary>Computes where everything will lie.</summary>
    /// <param name="root">What to write; it must not change until it is written.</param>
    /// <exception cref="ArgumentException">An object has too many attributes, or all groups and texts together take 2 GiB.</exception>
    public Hdf5Writer(Hdf5NewGroup root)
    {
        _root = Plan(root, "/");
        _end = _texts.Place(_end);
        if (_end > Array.MaxLength) throw new ArgumentException($"HDF5 expects groups, attributes and texts of less than 2 GiB. Received {_end} bytes. Write several files.");
        MetadataLength = (int)_end;
        foreach (Planned planned in _objects)
            if (planned.Object is Hdf5NewDataset { ByteLength: > 0 } dataset) planned.Data = Allocate(dataset.ByteLength);
    }

    /// <summary>The length of the file.</summary>
    public long Length => _end;

    /// <summary>Bytes before the first element.</summary>
    public int MetadataLength { get; }

    /// <summary>Writes the file from where the stream is.</summary>
    /// <exception cref="InvalidOperationException">A dataset wrote more or fewer bytes than its shape has.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> asked for it.</exception>
    public void Write(Stream stream, CancellationToken cancellationToken = default)
    {
        byte[] metadata = new byte[MetadataLength];
        WriteSuperblock(metadata);
        foreach (Planned planned in _objects) WriteObject(metadata, planned);
        _texts.Write(metadata);
        stream.Write(metadata);

        long position = MetadataLength;
        foreach (Planned planned in _objects)
        {
            if (planned.Object is not Hdf5NewDataset { ByteLength: > 0 } dataset) continue;
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(new byte[planned.Data - position]);
            var exact = new ExactStream(stream, dataset.ByteLength, dataset.Name, cancellationToken);
            if (dataset.Texts is not null)
                exact.Write(_texts.References(dataset));
            else
                dataset.Write!(exact);
            exact.CheckEnd();
            position = planned.Data + dataset.ByteLength;
        }
    }

    private Planned Plan(Hdf5NewObject item, string path)
    {
        var planned = new Planned(item);
        _objects.Add(planned);
        long length = item is Hdf5NewDataset dataset
            ? PlanDataset(dataset, planned)
            : MessagePrefix + SymbolTableLength;
        planned.Messages += item is Hdf5NewDataset ? 4 : 1;
        foreach (Hdf5Attribute attribute in item.Attributes)
        {
            length += MessagePrefix + AttributeMessage.WrittenLength(attribute);
            planned.Messages++;
            if (attribute.Type.Class == Hdf5Class.Text) _texts.Add(attribute, attribute.Texts);
        }
        if (planned.Messages > MostMessages)
            throw new ArgumentException($"HDF5 '{path}' expects at most {MostMessages - 4} attributes. Received {planned.Messages - 4}. Put them into several groups.");
        planned.HeaderLength = (int)length;
        planned.Header = Allocate(HeaderPrefix + length);
        if (item is not Hdf5NewGroup group) return planned;

        planned.Table = new SymbolTableWriter([.. group.Children.Keys]);
        _end = planned.Table.Place(_end);
        foreach ((byte[] name, Hdf5NewObject child) in group.Children)
            planned.Children.Add(Plan(child, $"{path.TrimEnd('/')}/{Hdf5Cursor.Utf8.GetString(name)}"));
        return planned;
    }

    private int PlanDataset(Hdf5NewDataset dataset, Planned planned)
    {
        if (dataset.Texts is { } texts) _texts.Add(dataset, texts);
        planned.TypeLength = Datatype.WrittenLength(dataset.Type) is var length ? length + (int)Hdf5Cursor.Padding(length) : 0;
        return (4 * MessagePrefix) + Dataspace.WrittenLength(dataset.Shape) + planned.TypeLength + FillLength + LayoutLength;
    }

    private long Allocate(long length)
    {
        long address = _end + Hdf5Cursor.Padding(_end);
        _end = checked(address + length);
        return address;
    }

    private void WriteSuperblock(Span<byte> file)
    {
        var pen = new Hdf5Pen(file);
        pen.Bytes(Superblock.FormatSignature);
        pen.Zeros(5);       // versions of the parts: all 0
        pen.U8(8);          // bytes of an address
        pen.U8(8);          // bytes of a length
        pen.Zeros(1);
        pen.U16(SymbolTableWriter.LeafEntries / 2);
        pen.U16(SymbolTableWriter.NodeEntries / 2);
        pen.U32(0);
        pen.U64(0);         // base address
        pen.U64(Hdf5Pen.Undefined);
        pen.U64(Length);
        pen.U64(Hdf5Pen.Undefined);
        SymbolTableWriter.WriteEntry(ref pen, 0, _root.Header, _root.Table);
    }

    private void WriteObject(Span<byte> file, Planned planned)
    {
        var pen = new Hdf5Pen(file[(int)planned.Header..]);
        pen.U8(1);
        pen.U8(0);
        pen.U16(planned.Messages);
        pen.U32(1);         // references
        pen.U32(planned.HeaderLength);
        pen.Zeros(4);
        if (planned.Object is Hdf5NewDataset dataset)
        {
            WriteDataset(ref pen, dataset, planned);
        }
        else
        {
            Message(ref pen, MessageType.SymbolTable, SymbolTableLength);
            pen.U64(planned.Table!.Tree);
            pen.U64(planned.Table.Heap);
            planned.Table.Write(file, planned.Children.ConvertAll(child => (child.Header, child.Table)));
        }
        foreach (Hdf5Attribute attribute in planned.Object.Attributes)
        {
            Message(ref pen, MessageType.Attribute, AttributeMessage.WrittenLength(attribute));
            AttributeMessage.Write(ref pen, attribute, _texts);
        }
    }

    private static void WriteDataset(ref Hdf5Pen pen, Hdf5NewDataset dataset, Planned planned)
    {
        Message(ref pen, MessageType.Dataspace, Dataspace.WrittenLength(dataset.Shape));
        Dataspace.Write(ref pen, dataset.Shape);
        Message(ref pen, MessageType.Datatype, planned.TypeLength, constant: true);
        Datatype.Write(ref pen, dataset.Type);
        pen.Align();
        Message(ref pen, MessageType.FillValue, FillLength, constant: true);
        pen.U8(2);
        pen.U8(2);          // space is allocated late
        pen.U8(dataset.Texts is null ? 2 : 0);
        pen.U8(1);          // defined: as zeros
        pen.Zeros(4);
        Message(ref pen, MessageType.Layout, LayoutLength);
        pen.U8(3);
        pen.U8(1);          // contiguous
        pen.U64(planned.Data);
        pen.U64(dataset.ByteLength);
        pen.Align();
    }

    private static void Message(ref Hdf5Pen pen, MessageType type, int length, bool constant = false)
    {
        pen.U16((int)type);
        pen.U16(length);
        pen.U8(constant ? 1 : 0);
        pen.Zeros(3);
    }

    /// <summary>An object and where its parts will lie.</summary>
    private sealed class Planned(Hdf5NewObject item)
    {
        public Hdf5NewObject Object => item;
        public long Header { get; set; }
        public int HeaderLength { get; set; }
        public int TypeLength { get; set; }
        public int Messages { get; set; }
        public long Data { get; set; } = Hdf5Pen.Undefined;
        public SymbolTableWriter? Table { get; set; }
        public List<Planned> Children { get; } = [];
    }
}
