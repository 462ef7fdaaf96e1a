namespace Heed.Saving;

/// <summary>What elements are that nobody wrote.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.2.e and f.</remarks>
internal static class FillValue
{
    /// <summary>The bytes of one element; none: zeros.</summary>
    public static byte[] Read(Hdf5Source source, ObjectHeader header, Hdf5Type type)
    {
        if ((header.Find(MessageType.FillValue) ?? header.Find(MessageType.OldFillValue)) is not { } message || type.Class == Hdf5Class.Text) return [];
        Hdf5Cursor cursor = message.Open(source);
        if (message.Type == MessageType.FillValue && !IsDefined(ref cursor)) return [];
        long length = cursor.U32("length");
        if (length == 0) return [];
        if (length != type.Size) throw cursor.Error("length", $"to be {type.Size}, the size of an element. Received {length}");
        byte[] fill = cursor.Take(length, "fill value").ToArray();
        return fill.AsSpan().ContainsAnyExcept((byte)0) ? fill : [];
    }

    /// <summary>Repeats the element over all of <paramref name="destination"/>.</summary>
    public static void Fill(Span<byte> destination, ReadOnlySpan<byte> fill)
    {
        if (fill.IsEmpty)
        {
            destination.Clear();
            return;
        }
        int done = Math.Min(fill.Length, destination.Length);
        fill[..done].CopyTo(destination);
        for (int length; done < destination.Length; done += length)
        {
            length = Math.Min(done, destination.Length - done);
            destination[..length].CopyTo(destination[done..]);
        }
    }

    private static bool IsDefined(ref Hdf5Cursor cursor)
    {
        int version = cursor.OneOf("version", 1, 2, 3);
        if (version == 3) return (cursor.U8("flags") & 0x20) != 0;
        cursor.Skip(2, "times of allocation and writing");
        return cursor.U8("defined") != 0 || version == 1;
    }
}
