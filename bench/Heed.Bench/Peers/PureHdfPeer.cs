using PureHDF;

namespace Heed.Bench;

/// <summary>PureHDF, which reads HDF5 in C# too.</summary>
internal static class PureHdfPeer
{
    public const string Name = "purehdf";

    /// <summary>Reads all arrays of float32 into memory.</summary>
    public static void Read(string file)
    {
        using var h5 = H5File.OpenRead(file);
        Read(h5);
    }

    private static void Read(IH5Group group)
    {
        foreach (IH5Object child in group.Children())
            if (child is IH5Group inner) Read(inner);
            else if (child is IH5Dataset dataset) dataset.Read<float[]>();
    }
}
