namespace Heed.Saving;

/// <summary>The children of an old group: a tree of nodes of entries, whose names lie in a heap.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, III.A.1 (version 1 B-trees, node type 0), III.B, III.C and III.D.</remarks>
internal sealed class SymbolTable
{
    private const string TreeNode = "group tree node", Heap = "local heap", Leaf = "symbol table node";

    private readonly Hdf5Source _source;
    private readonly ReadOnlyMemory<byte> _names;
    private readonly long _namesAddress;
    private readonly List<Hdf5Link> _links = [];
    private ReadOnlyMemory<byte> _last;     // the name before, for the order

    private SymbolTable(Hdf5Source source, long heap)
    {
        _source = source;
        Hdf5Cursor cursor = source.Structure(heap, 8 + (2 * source.LengthSize) + source.OffsetSize, Heap);
        cursor.Signature("HEAP"u8);
        cursor.OneOf("version", 0);
        cursor.Skip(3, "reserved bytes");
        long length = cursor.Size("size of the names");
        cursor.Skip(source.LengthSize, "free list");
        _namesAddress = cursor.DefinedAddress("address of the names");
        _names = source.Structure(_namesAddress, length, "names of a local heap").All;
    }

    /// <summary>Reads the children of the group with this message, sorted by name.</summary>
    public static List<Hdf5Link> Read(Hdf5Source source, HeaderMessage message)
    {
        Hdf5Cursor cursor = message.Open(source);
        long tree = cursor.DefinedAddress("tree"), heap = cursor.DefinedAddress("heap");
        var table = new SymbolTable(source, heap);
        table.ReadNode(tree, level: -1);
        return table._links;
    }

    private void ReadNode(long address, int level)
    {
        Hdf5Cursor head = _source.Peek(address, 8 + (2 * _source.OffsetSize), TreeNode);
        head.Signature("TREE"u8);
        head.OneOf("type", 0);
        int own = head.U8("level"), count = head.U16("number of entries");
        if (level >= 0 && own != level) throw head.Error("level", $"to be {level}. Received {own}");

        Hdf5Cursor cursor = _source.Structure(address, head.All.Length + ((long)count * (_source.LengthSize + _source.OffsetSize)), TreeNode);
        cursor.Skip(head.All.Length, "head");
        for (int i = 0; i < count; i++)
        {
            cursor.Skip(_source.LengthSize, "key");     // for searching; the names themselves are checked
            long child = cursor.DefinedAddress("child");
            if (own > 0)
                ReadNode(child, own - 1);
            else
                ReadLeaf(child);
        }
    }

    private void ReadLeaf(long address)
    {
        Hdf5Cursor head = _source.Peek(address, 8, Leaf);
        head.Signature("SNOD"u8);
        head.OneOf("version", 1);
        head.Skip(1, "reserved byte");
        int count = head.U16("number of entries");
        Hdf5Cursor cursor = _source.Structure(address, 8 + (count * (24L + (2 * _source.OffsetSize))), Leaf);
        cursor.Skip(8, "head");
        for (int i = 0; i < count; i++)
        {
            long name = cursor.Unsigned(_source.OffsetSize, "name");
            long target = cursor.Address("object header");
            if (cursor.U32("cache type") == 2) throw cursor.Unsupported("a soft link", "Replace it by the object that it names.");
            cursor.Skip(20, "cache");
            if (target < 0) throw cursor.Error("object header", "to be an address. Received «undefined»");
            _links.Add(new(Name(name), target, _links.Count));
        }
    }

    private string Name(long offset)
    {
        if (offset > _names.Length) throw _source.Error(Leaf, _namesAddress, "name", $"to lie within the {_names.Length} bytes of names. Received {offset}");
        var cursor = new Hdf5Cursor(_source, _names[(int)offset..], _namesAddress + offset, "name of a local heap");
        string name = cursor.TerminatedText("name");
        ReadOnlyMemory<byte> bytes = cursor.All[..(cursor.Position - 1)];
        if (_links.Count > 0 && bytes.Span.SequenceCompareTo(_last.Span) <= 0) throw cursor.Error("name", $"to come after '{_links[^1].Name}'. Received '{name}'");
        _last = bytes;
        return name;
    }
}
