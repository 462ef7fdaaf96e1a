using Heed.Saving;

namespace Heed.Fuzz;

/// <summary>HDF5 as such: every group, attribute and dataset is read.</summary>
internal sealed class Hdf5Format(Corpus corpus) : FuzzFormat("hdf5", ".h5")
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. corpus.Files(".h5", isModel: false)];

    public override string? Run(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        foreach (Hdf5Dataset dataset in file.Root.AllDatasets())
            if (dataset.Type.DType is not null) dataset.ToTensor();
        return null;
    }
}
