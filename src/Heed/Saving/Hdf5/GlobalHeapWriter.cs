namespace Heed.Saving;

/// <summary>Collects texts of any length into collections, and knows how elements refer to them.</summary>
/// <remarks>The opposite of <see cref="GlobalHeap"/>. Collections have 4096 bytes, as those of h5py, or as many as one long text needs.</remarks>
internal sealed class GlobalHeapWriter
{
    private const int CollectionLength = 4096, Head = 16, PieceHead = 16, ReferenceLength = 16;

    private readonly List<Collection> _collections = [];
    private readonly Dictionary<object, Reference[]> _references = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds the texts of an attribute or dataset.</summary>
    public void Add(object owner, IReadOnlyList<string> texts) => _references.Add(owner, [.. texts.Select(Add)]);

    /// <summary>Takes the bytes from <paramref name="end"/> on.</summary>
    /// <returns>Where they end.</returns>
    public long Place(long end)
    {
        end += Hdf5Cursor.Padding(end);
        foreach (Collection collection in _collections) (collection.Address, end) = (end, end + collection.Length);
        return end;
    }

    /// <summary>Writes all collections.</summary>
    public void Write(Span<byte> file)
    {
        foreach (Collection collection in _collections)
        {
            var pen = new Hdf5Pen(file.Slice((int)collection.Address, collection.Length));
            pen.Bytes("GCOL"u8);
            pen.U32(1);         // version
            pen.U64(collection.Length);
            foreach ((int index, byte[] text) in collection.Texts.Index())
            {
                pen.U16(index + 1);
                pen.Zeros(6);       // references: not counted, as in h5py's files
                pen.U64(text.Length);
                pen.Bytes(text);
                pen.Align();
            }
            if (collection.Length - pen.Position < PieceHead) continue;
            pen.Zeros(8);           // piece 0 is what is free, its own head included
            pen.U64(collection.Length - pen.Position + 8);
        }
    }

    /// <summary>The elements of an attribute or dataset whose texts were added.</summary>
    public byte[] References(object owner)
    {
        Reference[] references = _references[owner];
        byte[] bytes = new byte[references.Length * ReferenceLength];
        var pen = new Hdf5Pen(bytes);
        foreach ((int length, Collection? collection, int index) in references)
        {
            pen.U32(length);
            pen.U64(collection?.Address ?? 0);
            pen.U32(index);
        }
        return bytes;
    }

    /// <summary>Writes texts of a fixed length.</summary>
    public static void WriteFixed(ref Hdf5Pen pen, Hdf5Type type, IReadOnlyList<string> texts)
    {
        foreach (string text in texts)
        {
            byte[] bytes = Hdf5Cursor.Utf8.GetBytes(text);
            if (bytes.Length > type.Size || text.EndsWith('\0'))
                throw new ArgumentException($"HDF5 expects texts of at most {type.Size} bytes that do not end with a zero. Received '{text}'.");
            pen.Bytes(bytes);
            pen.Zeros(type.Size - bytes.Length);
        }
    }

    private Reference Add(string text)
    {
        byte[] bytes = Hdf5Cursor.Utf8.GetBytes(text);
        if (bytes.AsSpan().Contains((byte)0)) throw new ArgumentException($"HDF5 expects texts without zero characters, which end them. Received '{text}'.");
        if (bytes.Length == 0) return new(0, null, 0);
        long needed = PieceHead + bytes.Length + Hdf5Cursor.Padding(bytes.Length);
        if (needed > int.MaxValue / 2) throw new ArgumentException($"HDF5 expects texts of less than 1 GiB. Received one of {bytes.Length} bytes.");
        if (_collections.Count == 0 || _collections[^1].Used + needed > _collections[^1].Length)
            _collections.Add(new() { Length = Math.Max(CollectionLength, Head + (int)needed), Used = Head });
        Collection collection = _collections[^1];
        collection.Used += (int)needed;
        collection.Texts.Add(bytes);
        return new(bytes.Length, collection, collection.Texts.Count);
    }

    private sealed class Collection
    {
        public long Address { get; set; }
        public int Length { get; init; }
        public int Used { get; set; }
        public List<byte[]> Texts { get; } = [];
    }

    private readonly record struct Reference(int Length, Collection? Collection, int Index);
}
