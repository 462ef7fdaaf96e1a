namespace Heed.Saving;

/// <summary>Lays out and writes the children of a group: the names in a local heap, entries in nodes of 8, a tree of nodes of 32 above.</summary>
/// <remarks>The opposite of <see cref="SymbolTable"/>. The node sizes are those of h5py, which finds them in the superblock.</remarks>
/// <param name="names">The names of the children in UTF-8, sorted by their bytes.</param>
internal sealed class SymbolTableWriter(byte[][] names)
{
    /// <summary>Children in a node of entries.</summary>
    public const int LeafEntries = 8;

    /// <summary>Nodes below a node of the tree.</summary>
    public const int NodeEntries = 32;

    private const int TreeNodeLength = 24 + (16 * NodeEntries) + 8, HeapHead = 32, LeafLength = 8 + (40 * LeafEntries);
    private const int UsualHeap = 88, SmallestFree = 16, NoFree = 1;

    private readonly List<long[]> _levels = [];     // addresses of the tree's nodes, lowest level first
    private long[] _leaves = [], _nameOffsets = [];
    private long _heapUsed, _heapLength;

    /// <summary>The address of the tree's root.</summary>
    public long Tree => _levels[^1][0];

    /// <summary>The address of the heap.</summary>
    public long Heap { get; private set; }

    /// <summary>Takes the bytes from <paramref name="end"/> on.</summary>
    /// <returns>Where they end.</returns>
    public long Place(long end)
    {
        end += Hdf5Cursor.Padding(end);
        _leaves = new long[Groups(names.Length, LeafEntries)];
        int count = _leaves.Length;
        do
        {
            _levels.Add(new long[Math.Max(count = Groups(count, NodeEntries), 1)]);
        }
        while (count > 1);
        for (int level = _levels.Count - 1; level >= 0; level--)
            foreach (ref long node in _levels[level].AsSpan()) (node, end) = (end, end + TreeNodeLength);

        _nameOffsets = new long[names.Length];
        _heapUsed = 8;      // the empty name stands first
        for (int i = 0; i < names.Length; i++)
        {
            _nameOffsets[i] = _heapUsed;
            _heapUsed += names[i].Length + 1;
            _heapUsed += Hdf5Cursor.Padding(_heapUsed);
        }
        _heapLength = _heapUsed <= UsualHeap - SmallestFree ? UsualHeap : _heapUsed;
        (Heap, end) = (end, end + HeapHead + _heapLength);
        foreach (ref long leaf in _leaves.AsSpan()) (leaf, end) = (end, end + LeafLength);
        return end;
    }

    /// <summary>Writes heap, tree and entries.</summary>
    /// <param name="file">The file's structures.</param>
    /// <param name="children">The header of each child, and if it is a group, its table.</param>
    public void Write(Span<byte> file, List<(long Header, SymbolTableWriter? Table)> children)
    {
        WriteHeap(file);
        for (int level = 0; level < _levels.Count; level++)
            for (int node = 0; node < _levels[level].Length; node++) WriteNode(file, level, node);
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            int first = leaf * LeafEntries, last = Math.Min(first + LeafEntries, names.Length);
            var pen = new Hdf5Pen(file[(int)_leaves[leaf]..]);
            pen.Bytes("SNOD"u8);
            pen.U8(1);
            pen.U8(0);
            pen.U16(last - first);
            for (int i = first; i < last; i++) WriteEntry(ref pen, _nameOffsets[i], children[i].Header, children[i].Table);
        }
    }

    /// <summary>Writes a symbol table entry; that of a group also says where its tree and heap are.</summary>
    public static void WriteEntry(ref Hdf5Pen pen, long name, long header, SymbolTableWriter? table)
    {
        pen.U64(name);
        pen.U64(header);
        pen.U32(table is null ? 0 : 1);
        pen.U32(0);
        pen.U64(table?.Tree ?? 0);
        pen.U64(table?.Heap ?? 0);
    }

    private void WriteHeap(Span<byte> file)
    {
        var pen = new Hdf5Pen(file[(int)Heap..]);
        pen.Bytes("HEAP"u8);
        pen.U32(0);
        pen.U64(_heapLength);
        pen.U64(_heapUsed < _heapLength ? _heapUsed : NoFree);
        pen.U64(Heap + HeapHead);
        for (int i = 0; i < names.Length; i++)
        {
            pen.Position = HeapHead + (int)_nameOffsets[i];
            pen.Bytes(names[i]);
        }
        if (_heapUsed == _heapLength) return;
        pen.Position = HeapHead + (int)_heapUsed;
        pen.U64(NoFree);
        pen.U64(_heapLength - _heapUsed);
    }

    private void WriteNode(Span<byte> file, int level, int node)
    {
        long[] siblings = _levels[level], below = level == 0 ? _leaves : _levels[level - 1];
        int first = node * NodeEntries, last = Math.Min(first + NodeEntries, below.Length);
        var pen = new Hdf5Pen(file[(int)siblings[node]..]);
        pen.Bytes("TREE"u8);
        pen.U8(0);
        pen.U8(level);
        pen.U16(last - first);
        pen.U64(node > 0 ? siblings[node - 1] : Hdf5Pen.Undefined);
        pen.U64(node + 1 < siblings.Length ? siblings[node + 1] : Hdf5Pen.Undefined);
        pen.U64(KeyBefore(level, first));
        for (int child = first; child < last; child++)
        {
            pen.U64(below[child]);
            pen.U64(KeyBefore(level, child + 1));
        }
    }

    /// <summary>The key to the left of a child of a level: the last name before it; before all, the empty name.</summary>
    private long KeyBefore(int level, int child)
    {
        long names = child;
        for (int i = 0; i < level; i++) names *= NodeEntries;
        return names == 0 ? 0 : _nameOffsets[(int)Math.Min(names * LeafEntries, _nameOffsets.Length) - 1];
    }

    private static int Groups(int count, int size) => (count + size - 1) / size;
}
