namespace Heed.Saving;

/// <summary>A child of a group.</summary>
/// <param name="Name">Unique in the group.</param>
/// <param name="Address">Its object header.</param>
/// <param name="Order">Its place among the children: by creation where the file knows it, else by name.</param>
internal readonly record struct Hdf5Link(string Name, long Address, long Order);

/// <summary>The children of a new group: messages of its header, or of a heap if they are many.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.2.c and g.</remarks>
internal static class LinkMessages
{
    private const int NameIndex = 5;        // the record type of the tree of names

    /// <summary>Reads the children, in the order of their creation if that was kept, else by name.</summary>
    public static List<Hdf5Link> Read(Hdf5Source source, ObjectHeader header)
    {
        var links = new List<Hdf5Link>();
        bool ordered = true;
        foreach (HeaderMessage message in header.Messages)
        {
            if (message.Type != MessageType.Link) continue;
            Hdf5Cursor cursor = message.Open(source);
            links.Add(ReadLink(ref cursor, ref ordered));
        }
        if (header.Find(MessageType.LinkInfo) is { } info) AddDense(source, info, links, ref ordered);
        links.Sort((a, b) => ordered ? a.Order.CompareTo(b.Order) : string.CompareOrdinal(a.Name, b.Name));
        return links;
    }

    private static void AddDense(Hdf5Source source, HeaderMessage info, List<Hdf5Link> links, ref bool ordered)
    {
        Hdf5Cursor cursor = info.Open(source);
        cursor.OneOf("version", 0);
        if ((cursor.U8("flags") & 1) != 0) cursor.Skip(8, "largest creation order");
        (long heapAddress, long treeAddress) = (cursor.Address("heap"), cursor.Address("tree of names"));
        if (heapAddress < 0 || treeAddress < 0) return;
        FractalHeap heap = FractalHeap.Read(source, heapAddress);
        foreach (ReadOnlyMemory<byte> record in BTree2.Read(source, treeAddress, NameIndex, heap.IdLength + 4))
        {
            Hdf5Cursor link = heap.Open(record[4..], "link in a heap");     // behind the hash of the name
            links.Add(ReadLink(ref link, ref ordered));
        }
    }

    private static Hdf5Link ReadLink(ref Hdf5Cursor cursor, ref bool ordered)
    {
        cursor.OneOf("version", 1);
        int flags = cursor.U8("flags");
        int kind = (flags & 8) != 0 ? cursor.U8("kind") : 0;
        long order = (flags & 4) != 0 ? cursor.Unsigned(8, "creation order") : -1;
        ordered &= order >= 0;
        if ((flags & 16) != 0) cursor.OneOf("character set", 0, 1);
        string name = cursor.Text(cursor.Unsigned(1 << (flags & 3), "length of the name"), "name");
        return kind switch
        {
            0 => new(name, cursor.DefinedAddress("object header"), order),
            1 => throw cursor.Unsupported($"a soft link '{name}'", "Replace it by the object that it names."),
            64 => throw cursor.Unsupported($"a link '{name}' into another file, which a file from elsewhere must not name", "Copy the object into the file."),
            _ => throw cursor.Unsupported($"a link '{name}' of kind {kind}", "Replace it by the object that it names."),
        };
    }
}
