namespace Heed.Saving;

/// <summary>The shape of a dataset or attribute.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.2.b. Versions 1 and 2.</remarks>
internal static class Dataspace
{
    private const int MaxRank = 32;     // HDF5's own

    /// <summary>The lengths of the axes; a null dataspace (h5py's <c>Empty</c>) is one axis of length 0.</summary>
    public static long[] Read(ref Hdf5Cursor cursor)
    {
        int version = cursor.OneOf("version of the dataspace", 1, 2);
        int rank = cursor.U8("rank");
        if (rank > MaxRank) throw cursor.Error("rank", $"to be at most {MaxRank}. Received {rank}");
        int flags = cursor.U8("flags");
        int kind = version == 2 ? cursor.OneOf("kind of dataspace", 0, 1, 2) : cursor.U8("reserved byte");
        if (version == 1) cursor.Skip(4, "reserved bytes");
        if (version == 2 && kind != 1 && rank != 0) throw cursor.Error("rank", $"to be 0 without axes. Received {rank}");

        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++) shape[axis] = cursor.Size($"length of axis {axis}");
        if ((flags & 1) != 0) cursor.Skip((long)rank * cursor.Source.LengthSize, "largest lengths");
        return version == 2 && kind == 2 ? [0] : shape;
    }

    /// <summary>The product of the lengths and the size of an element, or an error if it passes <paramref name="most"/>.</summary>
    public static long Bytes(ref Hdf5Cursor cursor, ReadOnlySpan<long> shape, int itemSize, long most)
    {
        if (shape.Contains(0)) return 0;
        long bytes = itemSize;
        bool fits = bytes <= most;
        foreach (long axis in shape) fits = fits && bytes <= most / axis && (bytes *= axis) <= most;
        return fits ? bytes : throw cursor.Error("shape", $"to hold at most {most} bytes. Received ({string.Join(", ", shape.ToArray())}) of {itemSize} bytes each");
    }

    /// <summary>How many bytes a shape takes in a file.</summary>
    public static int WrittenLength(ReadOnlySpan<long> shape) => 8 + (16 * shape.Length);

    /// <summary>Writes version 1, with largest lengths that say that no axis can grow, as h5py does.</summary>
    public static void Write(ref Hdf5Pen pen, ReadOnlySpan<long> shape)
    {
        pen.U8(1);
        pen.U8(shape.Length);
        pen.U8(shape.Length > 0 ? 1 : 0);
        pen.Zeros(5);
        for (int pass = 0; pass < 2; pass++)
            foreach (long axis in shape) pen.U64(axis);
    }
}
