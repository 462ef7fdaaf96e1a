namespace Heed.Saving;

/// <summary>One message of an object header.</summary>
/// <param name="Type">What it is about.</param>
/// <param name="Flags">Bit 1: its content lies elsewhere.</param>
/// <param name="Data">Its content.</param>
/// <param name="Address">Where the content lies.</param>
internal readonly record struct HeaderMessage(MessageType Type, int Flags, ReadOnlyMemory<byte> Data, long Address)
{
    /// <summary>Begins to read the content.</summary>
    public Hdf5Cursor Open(Hdf5Source source)
    {
        var cursor = new Hdf5Cursor(source, Data, Address, $"{Type} message");
        if ((Flags & 2) != 0)
            throw cursor.Unsupported("one that several objects share (a committed type, or a table of shared messages)",
                "Rewrite the file with h5py, one create_dataset per dataset.");
        return cursor;
    }
}

/// <summary>The messages that mean something here, by the specification's numbers.</summary>
internal enum MessageType
{
    Nil = 0x00, Dataspace = 0x01, LinkInfo = 0x02, Datatype = 0x03, OldFillValue = 0x04, FillValue = 0x05, Link = 0x06, ExternalFiles = 0x07,
    Layout = 0x08, GroupInfo = 0x0A, Filters = 0x0B, Attribute = 0x0C, Continuation = 0x10, SymbolTable = 0x11, AttributeInfo = 0x15, Last = 0x18,
}

/// <summary>What is known of a group or dataset: a list of messages, which may continue elsewhere in the file.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.1. Versions 1 and 2.</remarks>
internal sealed class ObjectHeader
{
    private const string Structure = "object header";

    private readonly Hdf5Source _source;
    private readonly List<HeaderMessage> _messages = [];
    private readonly Queue<(long Address, long Length)> _continuations = [];
    private bool _new, _creationOrder;

    private ObjectHeader(Hdf5Source source) => _source = source;

    /// <summary>All messages but the empty ones, in the file's order.</summary>
    public IReadOnlyList<HeaderMessage> Messages => _messages;

    /// <summary>The only message of a type, if there is one.</summary>
    public HeaderMessage? Find(MessageType type)
    {
        HeaderMessage? found = null;
        foreach (HeaderMessage message in _messages)
        {
            if (message.Type != type) continue;
            if (found is not null) throw _source.Error(Structure, message.Address, type.ToString(), "to come once. Received two");
            found = message;
        }
        return found;
    }

    /// <summary>Reads the header at an address, with its continuations.</summary>
    public static ObjectHeader Read(Hdf5Source source, long address)
    {
        var header = new ObjectHeader(source);
        if (source.Peek(address, 4, Structure).All.Span.SequenceEqual("OHDR"u8))
            header.ReadNew(address);
        else
            header.ReadOld(address);
        return header;
    }

    private void ReadOld(long address)
    {
        Hdf5Cursor prefix = _source.Peek(address, 12, Structure);
        prefix.OneOf("version", 1);
        prefix.Skip(1, "reserved byte");
        int expected = prefix.U16("number of messages");
        prefix.Skip(4, "references");
        long length = prefix.U32("size");

        Hdf5Cursor cursor = _source.Structure(address, 16 + length, Structure);
        cursor.Skip(16, "prefix");
        int count = ReadMessages(ref cursor);
        while (_continuations.TryDequeue(out var next))
        {
            Hdf5Cursor more = _source.Structure(next.Address, next.Length, "object header continuation");
            count += ReadMessages(ref more);
        }
        if (count != expected) throw cursor.Error("number of messages", $"to be {count}, as many as there are. Received {expected}");
    }

    private void ReadNew(long address)
    {
        _new = true;
        Hdf5Cursor prefix = _source.Peek(address, Math.Min(34, _source.Length - address), Structure);
        prefix.Signature("OHDR"u8);
        prefix.OneOf("version", 2);
        int flags = prefix.U8("flags");
        _creationOrder = (flags & 4) != 0;
        if ((flags & 0x20) != 0) prefix.Skip(16, "times");
        if ((flags & 0x10) != 0) prefix.Skip(4, "attribute limits");
        long length = prefix.Unsigned(1 << (flags & 3), "size");
        if (length > _source.Length) throw prefix.Error("size", $"to be below the {_source.Length} bytes of the file. Received {length}");

        Hdf5Cursor cursor = _source.Structure(address, prefix.Position + length + 4, Structure);
        CheckEnd(ref cursor);
        cursor.Position = prefix.Position;
        ReadMessages(ref cursor);
        while (_continuations.TryDequeue(out var next))
        {
            Hdf5Cursor more = _source.Structure(next.Address, next.Length, "object header continuation");
            more.Signature("OCHK"u8);
            CheckEnd(ref more);
            more.Position = 4;
            ReadMessages(ref more);
        }
    }

    private static void CheckEnd(ref Hdf5Cursor cursor)
    {
        if (cursor.All.Length < 8) throw cursor.Error("size", $"to be at least 8. Received {cursor.All.Length}");
        cursor.Position = cursor.All.Length - 4;
        cursor.Checksum();
    }

    /// <summary>Reads messages to the end of a block; says how many there were, empty ones included.</summary>
    private int ReadMessages(ref Hdf5Cursor cursor)
    {
        int count = 0, tail = _new ? 4 : 0, prefix = _new ? (_creationOrder ? 6 : 4) : 8;
        for (; cursor.Left - tail >= prefix; count++)       // fewer bytes are a gap
        {
            int type = _new ? cursor.U8("message type") : cursor.U16("message type");
            int length = cursor.U16("message size");
            int flags = cursor.U8("message flags");
            if (!_new) cursor.Skip(3, "reserved bytes");
            if (_new && _creationOrder) cursor.Skip(2, "creation order");
            if (length > cursor.Left - tail) throw cursor.Error("message size", $"to be at most the {cursor.Left - tail} bytes that are left. Received {length}");
            long address = cursor.Here;
            Add(new((MessageType)type, flags, cursor.Take(length, "message"), address));
        }
        return count;
    }

    private void Add(HeaderMessage message)
    {
        if (message.Type == MessageType.Continuation)
        {
            Hdf5Cursor cursor = message.Open(_source);
            _continuations.Enqueue((cursor.DefinedAddress("address"), cursor.Size("length")));
        }
        else if (message.Type > MessageType.Last && (message.Flags & 0x80) != 0)
        {
            throw _source.Unsupported("message", message.Address, $"message type {(int)message.Type}, which says that no reader may pass over it",
                "Rewrite the file with an older version of HDF5.");
        }
        else if (message.Type != MessageType.Nil)
        {
            _messages.Add(message);
        }
    }
}
