namespace Heed.Saving;

/// <summary>How much an HDF5 file may ask for. Whatever a file says, memory is also bounded by its own length.</summary>
internal sealed record Hdf5Limits
{
    /// <summary>The limits unless somebody asks for others: far above every file that Keras writes.</summary>
    public static Hdf5Limits Default { get; } = new();

    /// <summary>Groups and datasets in all.</summary>
    public int MaxObjects { get; init; } = 1_000_000;

    /// <summary>Groups within groups.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Bytes of a dataset, or of one of its chunks, once it is unpacked.</summary>
    public long MaxDatasetBytes { get; init; } = 1L << 36;

    /// <summary>Bytes that a dataset may have whatever the length of the file: one that was never written takes none there.</summary>
    public long UnquestionedDatasetBytes { get; init; } = 64 << 20;
}
