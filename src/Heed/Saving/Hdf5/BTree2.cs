namespace Heed.Saving;

/// <summary>The newer tree: records in leaves and inner nodes, each with a checksum.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, III.A.2.</remarks>
internal sealed class BTree2
{
    private const string Head = "version 2 tree", Node = "version 2 tree node";
    private const int MaxDepth = 32;
    private const int NodeOverhead = 10;        // signature, version, type, checksum

    private readonly Hdf5Source _source;
    private readonly int _type, _nodeSize, _recordSize;
    private readonly int[] _countSize = new int[MaxDepth + 1];      // by depth: bytes of a count of all records below
    private readonly int _ownCountSize;
    private readonly List<ReadOnlyMemory<byte>> _records = [];

    private BTree2(Hdf5Source source, int type, int nodeSize, int recordSize, int depth)
    {
        (_source, _type, _nodeSize, _recordSize) = (source, type, nodeSize, recordSize);
        double below = (nodeSize - NodeOverhead) / recordSize;      // a bound of it; as a double because it may be large
        _ownCountSize = BytesFor(below);
        for (int level = 1; level <= depth; level++)
        {
            int own = (nodeSize - NodeOverhead - PointerSize(level)) / (recordSize + PointerSize(level));
            below = ((own + 1) * below) + own;
            _countSize[level] = BytesFor(below);
        }
    }

    /// <summary>Reads all records, in order.</summary>
    public static List<ReadOnlyMemory<byte>> Read(Hdf5Source source, long address, int type, int recordSize)
    {
        Hdf5Cursor cursor = source.Structure(address, 22 + source.OffsetSize + source.LengthSize, Head);
        cursor.Signature("BTHD"u8);
        cursor.OneOf("version", 0);
        cursor.OneOf("type", (byte)type);
        long nodeSize = cursor.U32("node size");
        int stored = cursor.U16("record size");
        int depth = cursor.U16("depth");
        cursor.Skip(2, "percentages");
        long root = cursor.Address("root");
        int count = cursor.U16("records of the root");
        long total = cursor.Size("records");
        cursor.Checksum();
        if (stored != recordSize) throw cursor.Error("record size", $"to be {recordSize}. Received {stored}");
        if (depth > MaxDepth) throw cursor.Error("depth", $"to be at most {MaxDepth}. Received {depth}");
        if (nodeSize > source.Length || nodeSize < NodeOverhead + recordSize) throw cursor.Error("node size", $"to hold a record, within the file. Received {nodeSize}");

        var tree = new BTree2(source, type, (int)nodeSize, recordSize, depth);
        if (root >= 0) tree.ReadNode(root, count, depth);
        if (tree._records.Count != total) throw cursor.Error("records", $"to be {tree._records.Count}, as many as there are. Received {total}");
        return tree._records;
    }

    private int PointerSize(int level) => _source.OffsetSize + _ownCountSize + (level > 1 ? _countSize[level - 1] : 0);

    private void ReadNode(long address, int count, int depth)
    {
        int length = NodeOverhead + (count * _recordSize) + (depth > 0 ? (count + 1) * PointerSize(depth) : 0);
        Hdf5Cursor cursor = _source.Structure(address, length, Node);
        cursor.Signature(depth > 0 ? "BTIN"u8 : "BTLF"u8);
        cursor.OneOf("version", 0);
        cursor.OneOf("type", (byte)_type);
        int first = cursor.Position;
        cursor.Position = length - 4;
        cursor.Checksum();
        cursor.Position = first;
        if (length > _nodeSize) throw cursor.Error("records", $"to fit into the node's {_nodeSize} bytes. Received {count}");

        ReadOnlyMemory<byte> records = cursor.Take((long)count * _recordSize, "records");
        for (int i = 0; i <= count; i++)
        {
            if (depth > 0)
            {
                long child = cursor.DefinedAddress("child");
                int inChild = (int)cursor.Unsigned(_ownCountSize, "records of the child");
                if (depth > 1) cursor.Skip(_countSize[depth - 1], "records below the child");
                ReadNode(child, inChild, depth - 1);
            }
            if (i < count) _records.Add(records.Slice(i * _recordSize, _recordSize));
        }
    }

    /// <summary>How many bytes the format takes for numbers up to <paramref name="largest"/>.</summary>
    private static int BytesFor(double largest) => Math.Min((Math.ILogB(Math.Max(largest, 1)) / 8) + 1, 8);
}
