namespace Heed.Saving;

/// <summary>The head of the file: sizes of addresses, where the file ends, where the root group is.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, II.A. Versions 0 to 3; behind a user block too.</remarks>
/// <param name="Version">0 or 1 (groups by symbol tables), 2 or 3 (by links).</param>
/// <param name="RootAddress">The object header of the root group.</param>
internal sealed record Superblock(int Version, long RootAddress)
{
    public static ReadOnlySpan<byte> FormatSignature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private const string Structure = "superblock";
    private const int LongestPrefix = 104;

    /// <summary>Finds and reads the superblock, and tells the source the sizes that it sets.</summary>
    public static Superblock Read(Hdf5Source source)
    {
        source.Base = Find(source);
        Hdf5Cursor cursor = source.Peek(0, Math.Min(LongestPrefix, source.Length), Structure);
        cursor.Skip(8, "signature");
        int version = cursor.OneOf("version", 0, 1, 2, 3);
        Superblock superblock = version < 2 ? ReadOld(source, ref cursor, version) : ReadNew(source, ref cursor, version);
        source.Own(0, cursor.Position, Structure);
        return superblock;
    }

    private static long Find(Hdf5Source source)
    {
        for (long address = 0; address <= source.Length - 8; address = Math.Max(512, 2 * address))
            if (source.Peek(address, 8, Structure).All.Span.SequenceEqual(FormatSignature)) return address;
        throw source.Error(Structure, 0, "signature", "to be that of HDF5. Received none at 0, 512, 1024 and so on");
    }

    private static Superblock ReadOld(Hdf5Source source, ref Hdf5Cursor cursor, int version)
    {
        cursor.OneOf("version of free space", 0);
        cursor.OneOf("version of the root symbol table", 0);
        cursor.Skip(1, "reserved byte");
        cursor.OneOf("version of shared headers", 0);
        ReadSizes(source, ref cursor);
        cursor.Skip(1, "reserved byte");
        cursor.Skip(4, "sizes of tree nodes");      // every node says how many entries it has
        cursor.Skip(4, "consistency flags");
        if (version == 1) cursor.Skip(4, "size of chunk tree nodes");
        CheckBaseAndEnd(source, ref cursor, "free space");
        if (cursor.Address("driver information") >= 0) throw MoreFiles(ref cursor);
        cursor.Skip(source.OffsetSize, "root name");
        long root = cursor.DefinedAddress("root object header");
        cursor.Skip(24, "root cache");
        return new(version, root);
    }

    private static Superblock ReadNew(Hdf5Source source, ref Hdf5Cursor cursor, int version)
    {
        ReadSizes(source, ref cursor);
        int flags = cursor.U8("flags");
        if (version == 3 && (flags & 5) != 0) throw cursor.Error("flags", "to say that the file was closed. Received one that is open for writing");
        CheckBaseAndEnd(source, ref cursor, "extension");
        long root = cursor.DefinedAddress("root object header");
        cursor.Checksum();
        return new(version, root);
    }

    private static void ReadSizes(Hdf5Source source, ref Hdf5Cursor cursor)
    {
        source.OffsetSize = cursor.OneOf("size of offsets", 4, 8);
        source.LengthSize = cursor.OneOf("size of lengths", 4, 8);
    }

    /// <summary>The base address, an address that nobody needs, and the end of the file.</summary>
    private static void CheckBaseAndEnd(Hdf5Source source, ref Hdf5Cursor cursor, string between)
    {
        long start = cursor.Unsigned(source.OffsetSize, "base address");
        if (start != 0 && start != source.Base) throw cursor.Error("base address", $"to be {source.Base}, where the superblock lies. Received {start}");
        cursor.Address(between);
        long end = cursor.Unsigned(source.OffsetSize, "end of file") - start;
        if (end < 0 || end > source.Length) throw cursor.Error("end of file", $"to be at most {source.Length}, the length of the file. Received {end}: the file was cut");
    }

    private static FormatException MoreFiles(ref Hdf5Cursor cursor) =>
        cursor.Unsupported("a driver that spreads the data over several files", "Rewrite it into one file with h5repack.");
}
