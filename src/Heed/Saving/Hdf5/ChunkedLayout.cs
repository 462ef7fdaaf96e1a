namespace Heed.Saving;

/// <summary>The elements lie in boxes of equal shape, found by a tree.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, III.A.1 (version 1 B-trees, node type 1).</remarks>
internal sealed class ChunkedLayout : DataLayout
{
    private const string Node = "chunk tree node";

    private readonly Hdf5Source _source;
    private readonly FilterPipeline _filters;
    private readonly byte[] _fill;
    private readonly long[] _shape;
    private readonly int[] _chunk;      // lengths of the axes of a chunk
    private readonly int _itemSize, _chunkBytes;
    private readonly List<Chunk> _chunks = [];
    private readonly HashSet<long> _places = [];

    private ChunkedLayout(Hdf5Source source, long[] shape, int[] chunk, int itemSize, int chunkBytes, FilterPipeline filters, byte[] fill) =>
        (_source, _shape, _chunk, _itemSize, _chunkBytes, _filters, _fill) = (source, shape, chunk, itemSize, chunkBytes, filters, fill);

    /// <summary>Reads the rest of the layout message, and the tree.</summary>
    public static ChunkedLayout Read(Hdf5Source source, ref Hdf5Cursor cursor, long[] shape, Hdf5Type type, FilterPipeline filters, byte[] fill)
    {
        int rank = cursor.U8("number of axes") - 1;     // the element counts as one
        if (rank != shape.Length || rank < 1) throw cursor.Error("number of axes", $"to be {shape.Length + 1}, at least 2. Received {rank + 1}");
        long tree = cursor.Address("tree address");
        int[] chunk = new int[rank];
        for (int axis = 0; axis < rank; axis++)
            chunk[axis] = cursor.U32($"chunk length of axis {axis}") is > 0 and <= int.MaxValue and var length
                ? (int)length
                : throw cursor.Error($"chunk length of axis {axis}", "to be at least 1. Received 0, or 2 GiB");
        if (cursor.U32("size of an element") is var size && size != type.Size)
            throw cursor.Error("size of an element", $"to be {type.Size}, that of its type. Received {size}");
        long bytes = Dataspace.Bytes(ref cursor, Array.ConvertAll(chunk, length => (long)length), type.Size, Math.Min(source.Limits.MaxDatasetBytes, Array.MaxLength / 2));

        var layout = new ChunkedLayout(source, shape, chunk, type.Size, (int)bytes, filters, fill);
        if (tree >= 0) layout.ReadNode(tree, level: -1);
        return layout;
    }

    public override void Read(Span<byte> destination)
    {
        if (_chunks.Count < ChunksOfShape()) FillValue.Fill(destination, _fill);
        foreach (Chunk chunk in _chunks)
        {
            byte[] stored = new byte[chunk.Length];
            _source.Read(chunk.Address, stored, "chunk");
            ReadOnlyMemory<byte> elements = _filters.Undo(stored, chunk.Mask, _chunkBytes, (field, expectation) => _source.Error("chunk", chunk.Address, field, expectation));
            Copy(elements.Span, chunk.Start, destination);
        }
    }

    private void ReadNode(long address, int level)
    {
        int rank = _shape.Length, keyLength = 16 + (8 * rank), entryLength = keyLength + _source.OffsetSize;
        Hdf5Cursor head = _source.Peek(address, 8 + (2 * _source.OffsetSize), Node);
        head.Signature("TREE"u8);
        head.OneOf("type", 1);
        int own = head.U8("level"), count = head.U16("number of entries");
        if (level >= 0 && own != level) throw head.Error("level", $"to be {level}. Received {own}");

        Hdf5Cursor cursor = _source.Structure(address, head.All.Length + ((long)count * entryLength), Node);
        cursor.Skip(head.All.Length, "head");
        for (int i = 0; i < count; i++)
        {
            (long length, uint mask) = (cursor.U32("size of the chunk"), cursor.U32("filter mask"));
            long[] start = new long[rank];
            for (int axis = 0; axis < rank; axis++) start[axis] = cursor.Unsigned(8, $"start of axis {axis}");
            cursor.Skip(8, "start within the element");
            long child = cursor.DefinedAddress("child");
            if (own > 0)
                ReadNode(child, own - 1);
            else
                Add(ref cursor, new(child, length, mask, start));
        }
    }

    private void Add(ref Hdf5Cursor cursor, Chunk chunk)
    {
        long place = 0;
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            long start = chunk.Start[axis];
            if (start >= _shape[axis] || start % _chunk[axis] != 0)
                throw cursor.Error($"start of axis {axis}", $"to be a multiple of {_chunk[axis]} below {_shape[axis]}. Received {start}");
            place += start * Stride(axis);      // within the dataset, so that it does not overflow
        }
        if (!_places.Add(place)) throw cursor.Error("start", $"to be that of one chunk. Received ({string.Join(", ", chunk.Start)}) twice");
        if (!(_filters.IsEmpty ? chunk.Length == _chunkBytes : _filters.CanUnpack(chunk.Length, _chunkBytes)))
            throw cursor.Error("size of the chunk", $"to unpack to {_chunkBytes} bytes. Received {chunk.Length}");
        _source.Own(chunk.Address, chunk.Length, "chunk");
        _chunks.Add(chunk);
    }

    private long Stride(int axis)
    {
        long stride = 1;
        for (int i = axis + 1; i < _shape.Length; i++) stride *= _shape[i];
        return stride;
    }

    private long ChunksOfShape()
    {
        long count = 1;
        for (int axis = 0; axis < _shape.Length; axis++) count *= (_shape[axis] + _chunk[axis] - 1) / _chunk[axis];
        return count;
    }

    /// <summary>Copies what of a chunk lies within the dataset, row by row.</summary>
    private void Copy(ReadOnlySpan<byte> elements, long[] start, Span<byte> destination)
    {
        int rank = _shape.Length;
        Span<int> index = stackalloc int[rank];
        index.Clear();
        int row = (int)Math.Min(_chunk[^1], _shape[^1] - start[^1]) * _itemSize;
        while (true)
        {
            long from = 0, to = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                from = (from * _chunk[axis]) + index[axis];
                to = (to * _shape[axis]) + start[axis] + index[axis];
            }
            elements.Slice((int)from * _itemSize, row).CopyTo(destination[(int)(to * _itemSize)..]);

            int moved = rank - 2;
            while (moved >= 0 && ++index[moved] == Math.Min(_chunk[moved], _shape[moved] - start[moved])) index[moved--] = 0;
            if (moved < 0) return;
        }
    }

    private readonly record struct Chunk(long Address, long Length, uint Mask, long[] Start);
}
