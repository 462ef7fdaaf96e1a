namespace Heed.Saving;

/// <summary>Where texts of any length lie: collections of numbered pieces.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, III.E.</remarks>
internal sealed class GlobalHeap(Hdf5Source source)
{
    private const string Structure = "global heap collection";
    private const int HeadLength = 16;      // of a collection and of a piece, filled up where lengths are short

    private readonly Dictionary<long, Dictionary<int, ReadOnlyMemory<byte>>> _collections = [];

    /// <summary>Reads the text that 16 bytes of an element refer to.</summary>
    /// <param name="cursor">At the element.</param>
    /// <param name="budget">How many bytes of text may still come; a file cannot hold more than its own length, unless it counts some twice.</param>
    public string Text(ref Hdf5Cursor cursor, ref long budget)
    {
        long length = cursor.U32("length of the text");
        long address = cursor.Address("address of the text");
        int index = (int)Math.Min(cursor.U32("index of the text"), int.MaxValue);
        if (length == 0) return "";
        if (!Collection(address).TryGetValue(index, out ReadOnlyMemory<byte> piece))
            throw cursor.Error("index of the text", $"to be in the collection at {address}. Received {index}");
        if (length > piece.Length) throw cursor.Error("length of the text", $"to be at most the {piece.Length} bytes of its piece. Received {length}");
        budget -= length;
        if (budget < 0) throw cursor.Error("text", "to be its own. Received so many references that the file cannot hold all texts");
        ReadOnlySpan<byte> text = piece.Span[..(int)length];
        int end = text.IndexOf((byte)0);
        return cursor.Decode(end < 0 ? text : text[..end], "text");
    }

    private Dictionary<int, ReadOnlyMemory<byte>> Collection(long address)
    {
        if (_collections.TryGetValue(address, out var known)) return known;
        Hdf5Cursor head = source.Peek(address, 8 + source.LengthSize, Structure);
        head.Signature("GCOL"u8);
        head.OneOf("version", 1);
        head.Skip(3, "reserved bytes");
        long length = head.Size("size");

        Hdf5Cursor cursor = source.Structure(address, length, Structure);
        cursor.Skip(Math.Min(HeadLength, length), "head");
        var pieces = new Dictionary<int, ReadOnlyMemory<byte>>();
        while (cursor.Left >= HeadLength)
        {
            int index = cursor.U16("index");
            cursor.Skip(6, "references");
            long size = cursor.Size("size of a piece");
            cursor.Skip(8 - source.LengthSize, "padding");
            if (index == 0) break;      // the rest is free
            if (!pieces.TryAdd(index, cursor.Take(size, "piece"))) throw cursor.Error("index", $"to come once. Received {index} twice");
            cursor.Skip(Math.Min(Hdf5Cursor.Padding(size), cursor.Left), "padding");
        }
        _collections.Add(address, pieces);
        return pieces;
    }
}
