using Heed.Layers;
using Heed.Saving;

namespace Heed.Bench;

/// <summary>
/// Models saved and loaded; beside it, the file copied and nothing else (for saving, forced to the disk as Heed does), and all arrays read by others. An operation is a byte.
/// </summary>
internal static class FileWorks
{
    private const int Width = 4096, Depth = 7;      // 470 MB

    /// <summary>Bytes of the weights.</summary>
    public const double Bytes = 4.0 * Depth * Width * (Width + 1);

    public static IEnumerable<Work> All() =>
        [Work(".keras", save: true), Work(".keras", save: false), Work(".h5", save: true), Work(".h5", save: false), Arrays()];

    /// <summary>Saves the model in a new folder.</summary>
    public static string Make(string ending)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("heed-bench-").FullName, $"model{ending}");
        Model().Save(file);
        return file;
    }

    private static Sequential Model()
    {
        var model = new Sequential("row").Add(Input.Of([Width]));
        for (int i = 0; i < Depth; i++) model.Add(new Dense(Width));
        return model;
    }

    private static Work Work(string ending, bool save) => new($"{(save ? "save" : "load")} {ending}, {Depth} x {Width} x {Width}", Bytes, () =>
    {
        string file = Make(ending), copy = Path.Combine(Path.GetDirectoryName(file)!, "copy");
        var folder = new Folder(Path.GetDirectoryName(file)!);
        if (!save) return [new("heed", () => Heed.Model.Load(file), null, folder), new("naive", () => Copy(file, copy, flush: false), null)];
        Model model = Heed.Model.Load(file);
        return [new("heed", () => model.Save(file), null, folder), new("naive", () => Copy(file, copy, flush: true), null)];
    });

    /// <summary>All arrays of a file into memory, without a model.</summary>
    private static Work Arrays() => new($"arrays of .weights.h5, {Depth} x {Width} x {Width}", Bytes, () =>
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("heed-bench-").FullName, "model.weights.h5");
        Model().SaveWeights(file);
        var folder = new Folder(Path.GetDirectoryName(file)!);
        var heed = new Contender("heed", () =>
        {
            using var scope = new MemoryScope();
            using Hdf5File h5 = Hdf5File.Open(file);
            Read(h5.Root);
        }, null, folder);
        return [heed, new(PureHdfPeer.Name, () => PureHdfPeer.Read(file), null), .. H5pyPeer.Start(file) is { } h5py ? [new Contender(H5pyPeer.Name, h5py.Read, null, h5py)] : (Contender[])[]];
    });

    private static void Read(Hdf5Group group)
    {
        foreach (Hdf5Object child in group.Children.Values)
            if (child is Hdf5Group inner) Read(inner);
            else ((Hdf5Dataset)child).ToTensor();
    }

    /// <summary>Copies a file; if asked, forces it to the disk, as saving does.</summary>
    private static void Copy(string from, string to, bool flush)
    {
        using FileStream source = File.OpenRead(from), target = File.Create(to);
        source.CopyTo(target, 1 << 20);
        target.Flush(flush);
    }

    private sealed record Folder(string Path) : IDisposable
    {
        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
