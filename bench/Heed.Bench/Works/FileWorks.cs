using Heed.Layers;

namespace Heed.Bench;

/// <summary>Models saved and loaded; beside it, the file copied and nothing else (for saving, forced to the disk as Heed does). An operation is a byte.</summary>
internal static class FileWorks
{
    private const int Width = 4096, Depth = 7;      // 470 MB

    public static IEnumerable<Work> All() => [Work(".keras", save: true), Work(".keras", save: false), Work(".h5", save: true), Work(".h5", save: false)];

    private static Work Work(string ending, bool save) => new($"{(save ? "save" : "load")} {ending}, {Depth} x {Width} x {Width}", 4.0 * Depth * Width * (Width + 1), () =>
    {
        string folder = Directory.CreateTempSubdirectory("heed-bench-").FullName, file = Path.Combine(folder, $"model{ending}"), copy = Path.Combine(folder, "copy");
        var model = new Sequential("row").Add(Input.Of([Width]));
        for (int i = 0; i < Depth; i++) model.Add(new Dense(Width));
        model.Save(file);
        var folderOwner = new Folder(folder);
        return save
            ? [new("heed", () => model.Save(file), null, folderOwner), new("naive", () => Copy(file, copy, flush: true), null)]
            : [new("heed", () => Model.Load(file), null, folderOwner), new("naive", () => Copy(file, copy, flush: false), null)];
    });

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
