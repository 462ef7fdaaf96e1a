namespace Heed.Saving;

/// <summary>Where the elements of a dataset lie, and how to get them.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.2.i. Versions 3 and 4, without virtual datasets and the chunk indexes of version 4.</remarks>
internal abstract class DataLayout
{
    protected const string Structure = "data layout";

    /// <summary>Copies all elements, as the file has them.</summary>
    /// <param name="destination">As long as the dataset.</param>
    public abstract void Read(Span<byte> destination);

    /// <summary>Reads the messages of a dataset that say where its elements are.</summary>
    public static DataLayout Read(Hdf5Source source, ObjectHeader header, HeaderMessage message, long[] shape, Hdf5Type type, long bytes)
    {
        Hdf5Cursor cursor = message.Open(source);
        if (header.Find(MessageType.ExternalFiles) is { } external)
            throw external.Open(source).Unsupported("data in other files, which a file from elsewhere must not name", "Copy the data into the file with h5repack.");
        int version = cursor.OneOf("version", 1, 2, 3, 4);
        if (version < 3) throw cursor.Unsupported($"version {version}, as HDF5 wrote it before 1.6", "Rewrite the file with h5repack.");
        FilterPipeline filters = FilterPipeline.Read(source, header);
        byte[] fill = FillValue.Read(source, header, type);
        switch (cursor.OneOf("class", 0, 1, 2, 3))
        {
            case 0:
                int length = cursor.U16("length");
                if (length != bytes) throw cursor.Error("length", $"to be {bytes}, by its shape and type. Received {length}");
                return new CompactLayout(cursor.Take(length, "elements"));
            case 1:
                (long address, long stored) = (cursor.Address("address"), cursor.Size("length"));
                if (address < 0) return new FilledLayout(fill);
                if (stored != bytes) throw cursor.Error("length", $"to be {bytes}, by its shape and type. Received {stored}");
                if (!filters.IsEmpty) throw cursor.Error("filters", "to be absent without chunks. Received some");
                source.Own(address, bytes, "data");
                return new ContiguousLayout(source, address);
            case 2 when version == 3:
                return ChunkedLayout.Read(source, ref cursor, shape, type, filters, fill);
            case 2:
                throw cursor.Unsupported("chunks with an index of version 4 (libver='latest')", "Rewrite the file with h5py's libver='earliest', or with h5repack -l CONTI.");
            default:
                throw cursor.Unsupported("a virtual dataset, which maps parts of other files", "Copy its values into an ordinary dataset with h5py.");
        }
    }

    /// <summary>The elements lie in the object header.</summary>
    private sealed class CompactLayout(ReadOnlyMemory<byte> elements) : DataLayout
    {
        public override void Read(Span<byte> destination) => elements.Span.CopyTo(destination);
    }

    /// <summary>The elements lie together.</summary>
    private sealed class ContiguousLayout(Hdf5Source source, long address) : DataLayout
    {
        public override void Read(Span<byte> destination) => source.Read(address, destination, "data");
    }

    /// <summary>Nothing was ever written.</summary>
    private sealed class FilledLayout(byte[] fill) : DataLayout
    {
        public override void Read(Span<byte> destination) => FillValue.Fill(destination, fill);
    }
}
