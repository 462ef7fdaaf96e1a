namespace Heed.Saving;

/// <summary>The message that holds an attribute.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.2.m (versions 1 to 3) and IV.A.2.v (attributes in a heap of their own).</remarks>
internal static class AttributeMessage
{
    private const int LongestWritten = 65_528;      // a message says its length in 16 bits, and it is a multiple of 8
    private const int NameIndex = 8;                // the record type of the tree of names

    /// <summary>Reads all attributes of an object, those in its header and those in a heap.</summary>
    public static OrderedDictionary<string, Hdf5Attribute> ReadAll(Hdf5Source source, ObjectHeader header, Hdf5Texts texts)
    {
        var attributes = new OrderedDictionary<string, Hdf5Attribute>();
        foreach (HeaderMessage message in header.Messages)
        {
            if (message.Type != MessageType.Attribute) continue;
            Hdf5Cursor cursor = message.Open(source);
            Add(ref cursor);
        }
        if (header.Find(MessageType.AttributeInfo) is not { } info) return attributes;

        Hdf5Cursor dense = info.Open(source);
        dense.OneOf("version", 0);
        if ((dense.U8("flags") & 1) != 0) dense.Skip(2, "largest creation order");
        (long heapAddress, long treeAddress) = (dense.Address("heap"), dense.Address("tree of names"));
        if (heapAddress < 0 || treeAddress < 0) return attributes;
        FractalHeap heap = FractalHeap.Read(source, heapAddress);
        foreach (ReadOnlyMemory<byte> record in BTree2.Read(source, treeAddress, NameIndex, heap.IdLength + 9))
        {
            Hdf5Cursor cursor = heap.Open(record[..heap.IdLength], "attribute in a heap");
            Add(ref cursor);
        }
        return attributes;

        void Add(ref Hdf5Cursor cursor)
        {
            Hdf5Attribute attribute = Read(ref cursor, texts);
            if (!attributes.TryAdd(attribute.Name, attribute)) throw cursor.Error("name", $"to come once. Received '{attribute.Name}' twice");
        }
    }

    private static Hdf5Attribute Read(ref Hdf5Cursor cursor, Hdf5Texts texts)
    {
        int version = cursor.OneOf("version", 1, 2, 3);
        int flags = cursor.U8("flags");
        if (version > 1 && flags != 0)
            throw cursor.Unsupported("a type or shape that several objects share", "Write the attribute again with h5py, without a committed type.");
        (int nameLength, int typeLength, int spaceLength) = (cursor.U16("length of the name"), cursor.U16("length of the type"), cursor.U16("length of the shape"));
        if (version == 3) cursor.OneOf("character set", 0, 1);
        int align = version == 1 ? 7 : 0;
        if (nameLength < 1) throw cursor.Error("length of the name", "to be at least 1. Received 0");

        Hdf5Cursor part = Part(ref cursor, nameLength, "name");
        string name = part.TerminatedText("name");
        part = Part(ref cursor, typeLength, "type");
        Hdf5Type type = Datatype.Read(ref part);
        part = Part(ref cursor, spaceLength, "shape");
        long[] shape = Dataspace.Read(ref part);
        long length = Dataspace.Bytes(ref part, shape, type.Size, cursor.Left);
        var attribute = new Hdf5Attribute(name, type, shape);
        if (Array.Exists(shape, axis => axis > int.MaxValue)) throw cursor.Error("shape", $"to have axes below 2 GiB. Received ({string.Join(", ", shape)})");
        if (type.IsText) return attribute with { Texts = texts.Read(ref cursor, type, (int)(length / type.Size)) };
        byte[] bytes = cursor.Take(length, "value").ToArray();
        Hdf5Attribute.SwapBytes(bytes, type);
        if (type.Class == Hdf5Class.Boolean && bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
            throw cursor.Error("value", "to be booleans, each a byte 0 or 1. Received another byte");
        return attribute with { Bytes = bytes };

        Hdf5Cursor Part(ref Hdf5Cursor whole, int count, string field)
        {
            long address = whole.Here;
            ReadOnlyMemory<byte> bytes = whole.Take(count, field);
            whole.Skip(-count & align, "padding");
            return new(whole.Source, bytes, address, $"{field} of an attribute");
        }
    }

    /// <summary>How many bytes the message of an attribute takes, without its head.</summary>
    public static int WrittenLength(Hdf5Attribute attribute)
    {
        long length = 8 + Padded(Hdf5Cursor.Utf8.GetByteCount(attribute.Name) + 1) + Padded(Datatype.WrittenLength(attribute.Type))
            + Dataspace.WrittenLength(attribute.Shape) + Padded(ValueLength(attribute));
        return length <= LongestWritten
            ? (int)length
            : throw new ArgumentException($"HDF5 attribute '{attribute.Name}' expects at most {LongestWritten} bytes with its name and shape. " +
                $"Received {length}. Split it into several, as Keras does.");
    }

    /// <summary>Writes version 1, as h5py does.</summary>
    public static void Write(ref Hdf5Pen pen, Hdf5Attribute attribute, GlobalHeapWriter texts)
    {
        byte[] name = [.. Hdf5Cursor.Utf8.GetBytes(attribute.Name), 0];
        pen.U8(1);
        pen.U8(0);
        pen.U16(name.Length);
        pen.U16(Datatype.WrittenLength(attribute.Type));
        pen.U16(Dataspace.WrittenLength(attribute.Shape));
        pen.Bytes(name);
        pen.Align();
        Datatype.Write(ref pen, attribute.Type);
        pen.Align();
        Dataspace.Write(ref pen, attribute.Shape);
        if (attribute.Type.Class == Hdf5Class.FixedText)
            GlobalHeapWriter.WriteFixed(ref pen, attribute.Type, attribute.Texts);
        else
            pen.Bytes(attribute.Type.Class == Hdf5Class.Text ? texts.References(attribute) : attribute.Bytes.Span);
        pen.Align();
    }

    private static long ValueLength(Hdf5Attribute attribute) => attribute.Type.IsText ? (long)attribute.Texts.Count * attribute.Type.Size : attribute.Bytes.Length;

    private static long Padded(long length) => length + Hdf5Cursor.Padding(length);
}
