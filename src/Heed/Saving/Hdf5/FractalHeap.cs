namespace Heed.Saving;

/// <summary>Where many links or attributes of one object lie: blocks that double, found by a table.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, III.G. Managed, huge and tiny objects, without filters.</remarks>
internal sealed class FractalHeap
{
    private const string Structure = "fractal heap", Direct = "fractal heap block", Indirect = "fractal heap table";
    private const int HugeRecordType = 1;

    private readonly Hdf5Source _source;
    private readonly long _address;
    private readonly SortedList<long, ReadOnlyMemory<byte>> _blocks = [];       // by place in the heap
    private readonly Dictionary<long, ReadOnlyMemory<byte>> _huge = [];
    private readonly int _flags, _width, _maxBits, _lengthSize;
    private readonly long _startSize, _maxDirect, _hugeTree;
    private bool _hugeRead;

    private FractalHeap(Hdf5Source source, long address)
    {
        (_source, _address) = (source, address);
        Hdf5Cursor cursor = source.Structure(address, 26 + (12 * source.LengthSize) + (3 * source.OffsetSize), Structure);
        cursor.Signature("FRHP"u8);
        cursor.OneOf("version", 0);
        IdLength = cursor.U16("length of an id");
        if (cursor.U16("length of filters") != 0) throw cursor.Unsupported("one with filters", "Rewrite the file with h5py's libver='earliest'.");
        _flags = cursor.U8("flags");
        long maxManaged = cursor.U32("size of the largest managed object");
        cursor.Skip(source.LengthSize, "next huge id");
        _hugeTree = cursor.Address("tree of huge objects");
        cursor.Skip(source.LengthSize, "free space");
        cursor.Skip(source.OffsetSize, "free space manager");
        cursor.Skip(8L * source.LengthSize, "statistics");
        _width = cursor.U16("table width");
        _startSize = cursor.Size("size of the first block");
        _maxDirect = cursor.Size("size of the largest block");
        _maxBits = cursor.U16("bits of a place");
        cursor.Skip(2, "rows at the start");
        long root = cursor.Address("root");
        int rows = cursor.U16("rows");
        cursor.Checksum();
        if (IdLength is < 3 or > 64) throw cursor.Error("length of an id", $"to be 3 to 64. Received {IdLength}");
        if (_maxBits is < 1 or > 63) throw cursor.Error("bits of a place", $"to be 1 to 63. Received {_maxBits}");
        if (!long.IsPow2(_startSize) || !long.IsPow2(_maxDirect) || _maxDirect < _startSize || _maxDirect > int.MaxValue || !int.IsPow2(_width))
            throw cursor.Error("table", $"to double from a power of two to another. Received {_startSize} to {_maxDirect}, {_width} wide");
        _lengthSize = (int)(long.Log2(Math.Max(Math.Min(_maxDirect, maxManaged), 1)) / 8) + 1;
        if (root >= 0 && rows == 0) ReadDirect(root, 0, _startSize);
        if (root >= 0 && rows > 0) ReadIndirect(root, 0, rows);
    }

    /// <summary>How many bytes refer to an object.</summary>
    public int IdLength { get; }

    private int PlaceSize => (_maxBits + 7) / 8;

    /// <summary>Reads the heap's tables and blocks.</summary>
    public static FractalHeap Read(Hdf5Source source, long address) => new(source, address);

    /// <summary>Begins to read the object with an id.</summary>
    public Hdf5Cursor Open(ReadOnlyMemory<byte> id, string structure)
    {
        var cursor = new Hdf5Cursor(_source, id, _address, "fractal heap id");
        int head = cursor.U8("kind");
        if (head >> 6 != 0) throw cursor.Error("version", $"to be 0. Received {head >> 6}");
        return ((head >> 4) & 3) switch
        {
            0 => OpenManaged(cursor, structure),
            1 => OpenHuge(cursor, structure),
            2 => OpenTiny(cursor, head & 15, structure),
            _ => throw cursor.Error("kind", "to be managed, huge or tiny. Received 3"),
        };
    }

    private Hdf5Cursor OpenManaged(Hdf5Cursor cursor, string structure)
    {
        long place = cursor.Unsigned(PlaceSize, "place"), length = cursor.Unsigned(_lengthSize, "length");
        int low = 0, high = _blocks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_blocks.Keys[middle] <= place) low = middle + 1; else high = middle;
        }
        if (low == 0) throw cursor.Error("place", $"to lie in a block. Received {place}");
        (long start, ReadOnlyMemory<byte> block) = (_blocks.Keys[low - 1], _blocks.Values[low - 1]);
        if (place - start > block.Length - length) throw cursor.Error("place", $"to lie in a block. Received {length} bytes at {place}");
        return new(_source, block.Slice((int)(place - start), (int)length), _address, structure);
    }

    private Hdf5Cursor OpenHuge(Hdf5Cursor cursor, string structure)
    {
        if (IdLength - 1 >= _source.OffsetSize + _source.LengthSize)
        {
            long address = cursor.DefinedAddress("address"), length = cursor.Size("length");
            return _source.Structure(address, length, structure);
        }
        if (!_hugeRead) ReadHuge();
        long key = cursor.Unsigned(Math.Min(IdLength - 1, 8), "key");
        return _huge.TryGetValue(key, out ReadOnlyMemory<byte> bytes)
            ? new(_source, bytes, _address, structure)
            : throw cursor.Error("key", $"to be that of a huge object. Received {key}");
    }

    /// <summary>The bytes are in the id itself; where ids are long, their number takes a byte more.</summary>
    private Hdf5Cursor OpenTiny(Hdf5Cursor cursor, int length, string structure)
    {
        if (IdLength > 17) length = (length << 8) | cursor.U8("length");
        return new(_source, cursor.Take(length + 1, "object"), _address, structure);
    }

    private void ReadHuge()
    {
        _hugeRead = true;
        if (_hugeTree < 0) return;
        foreach (ReadOnlyMemory<byte> record in BTree2.Read(_source, _hugeTree, HugeRecordType, _source.OffsetSize + (2 * _source.LengthSize)))
        {
            var cursor = new Hdf5Cursor(_source, record, _hugeTree, "huge object");
            long address = cursor.DefinedAddress("address"), length = cursor.Size("length"), key = cursor.Size("key");
            if (!_huge.TryAdd(key, _source.Structure(address, length, "huge object").All)) throw cursor.Error("key", $"to come once. Received {key} twice");
        }
    }

    private void ReadIndirect(long address, long place, int rows)
    {
        int directRows = (int)(long.Log2(_maxDirect) - long.Log2(_startSize)) + 2;
        long length = 9 + _source.OffsetSize + PlaceSize + ((long)rows * _width * _source.OffsetSize);
        Hdf5Cursor cursor = _source.Structure(address, length, Indirect);
        ReadBlockHead(ref cursor, "FHIB"u8, place);
        ReadOnlyMemory<byte> all = cursor.All;
        var checksum = new Hdf5Cursor(_source, all, address, Indirect) { Position = all.Length - 4 };
        checksum.Checksum();
        for (int row = 0; row < rows; row++)
        {
            int log = (int)long.Log2(_startSize) + Math.Max(row - 1, 0);        // the first two rows have one size
            if (log + long.Log2(_width) >= _maxBits) throw cursor.Error("rows", $"to stay within {_maxBits} bits. Received {rows}");
            for (int column = 0; column < _width; column++, place += 1L << log)
            {
                long child = cursor.Address("block");
                if (child < 0) continue;
                if (row < directRows)
                    ReadDirect(child, place, 1L << log);
                else
                    ReadIndirect(child, place, log - (int)long.Log2(_startSize * _width) + 1);
            }
        }
    }

    private void ReadDirect(long address, long place, long size)
    {
        Hdf5Cursor cursor = _source.Structure(address, size, Direct);
        ReadBlockHead(ref cursor, "FHDB"u8, place);
        if ((_flags & 2) != 0) CheckDirect(ref cursor);
        if (!_blocks.TryAdd(place, cursor.All)) throw cursor.Error("place", $"to be that of one block. Received {place} twice");
    }

    private void ReadBlockHead(ref Hdf5Cursor cursor, ReadOnlySpan<byte> signature, long place)
    {
        cursor.Signature(signature);
        cursor.OneOf("version", 0);
        long heap = cursor.Address("heap"), own = cursor.Unsigned(PlaceSize, "place");
        if (heap != _address || own != place) throw cursor.Error("heap and place", $"to be {_address} and {place}. Received {heap} and {own}");
    }

    /// <summary>The checksum of a block stands in its head and counts itself as zeros.</summary>
    private static void CheckDirect(ref Hdf5Cursor cursor)
    {
        byte[] copy = cursor.All.ToArray();
        copy.AsSpan(cursor.Position, 4).Clear();
        uint stored = cursor.U32("checksum"), computed = Checksums.Jenkins(copy);
        if (stored != computed) throw cursor.Error("checksum", $"to be {computed:X8}. Received {stored:X8}");
    }
}
