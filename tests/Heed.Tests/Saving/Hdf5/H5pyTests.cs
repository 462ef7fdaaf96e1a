using System.Diagnostics;

namespace Heed.Tests;

/// <summary>Heed against h5py itself, in both directions; skipped where Python has no h5py (Debian: <c>apt-get install python3-h5py hdf5-tools</c>).</summary>
public sealed class H5pyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    internal const string Missing = "Python has no h5py here. On Debian: apt-get install python3-h5py hdf5-tools.";
    internal static readonly string? Python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Run(python, "-c", "import h5py") is not null);

    private readonly string _folder = Directory.CreateTempSubdirectory("heed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_h5py_writes_Heed_reads_as_h5py_does()
    {
        Assert.SkipWhen(Python is null, Missing);
        string[] files = [.. Enumerable.Range(0, 12).Select(seed => Path.Combine(_folder, $"{seed}.h5"))];
        foreach ((int seed, string file) in files.Index()) Peer("random", $"{seed}", file);
        Assert.Equal(Peer(["dump", .. files]), string.Concat(files.Select(Hdf5Dump.Of)));
    }

    [Fact]
    public void What_Heed_writes_h5py_reads_as_Heed_does()
    {
        Assert.SkipWhen(Python is null, Missing);
        string[] files = [.. Enumerable.Range(0, 12).Select(seed => Write($"{seed}.h5", seed))];
        Assert.Equal(string.Concat(files.Select(Hdf5Dump.Of)), Peer(["dump", .. files]));
    }

    [Fact]
    public void H5py_continues_a_file_of_Heed()
    {
        Assert.SkipWhen(Python is null, Missing);
        for (int seed = 0; seed < 6; seed++)
        {
            string file = Write($"{seed}.h5", seed), before = Hdf5Dump.Of(file);
            Peer("append", file);
            string after = Hdf5Dump.Of(file);
            Assert.Equal(Peer("dump", file), after);
            Assert.Subset(after.Split('\n').ToHashSet(), before.Split('\n').ToHashSet());
        }
    }

    [Fact]
    public void Thousands_of_children_are_found_by_name()
    {
        Assert.SkipWhen(Python is null, Missing);
        var root = new Saving.Hdf5NewGroup();
        for (int i = 0; i < 9000; i++) root.AddDataset($"{i}", Tensor.FromScalar(i));
        string file = Path.Combine(_folder, "wide.h5");
        File.WriteAllBytes(file, Hdf5Files.Written(root));
        Assert.NotNull(Run(Python!, "-c", "import h5py,sys; f=h5py.File(sys.argv[1]); assert len(f)==9000; assert all(f[str(i)][()]==i for i in range(9000))", file));
    }

    [Fact]
    public void H5dump_and_h5diff_find_nothing_wrong()
    {
        Assert.SkipWhen(Run("h5dump", "--version") is null, "h5dump is missing. On Debian: apt-get install hdf5-tools.");
        string file = Write("a.h5", 5, empty: false), copy = Write("b.h5", 5, empty: false), other = Write("c.h5", 6, empty: false);
        Assert.NotNull(Run("h5dump", file));
        Assert.NotNull(Run("h5diff", file, copy));
        Assert.Null(Run("h5diff", file, other));
    }

    private string Write(string name, int seed, bool empty = true)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, Hdf5Files.Written(Hdf5Files.RandomTree(seed, empty)));
        return path;
    }

    private static string Peer(params string[] arguments) => Run(Python!, [Hdf5Files.Folder + "h5py_peer.py", .. arguments])
        ?? throw new InvalidOperationException($"h5py_peer.py {string.Join(' ', arguments)} failed.");

    /// <summary>What a program prints; null if it is not there, fails, or does not end.</summary>
    internal static string? Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(Patience)) return process.ExitCode == 0 ? output.Result : null;
            process.Kill(entireProcessTree: true);      // the C library loops over some kinds of damage
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
