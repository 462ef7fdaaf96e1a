using System.IO.Compression;
using System.Text;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>Files that somebody made to do harm: an error that names the file, never a hang, a crash or half a model.</summary>
[Collection(Kernels.ThreadCountCollection.Name)]      // alone: allocations are the process's
public sealed class HostileFileTests : IDisposable
{
    private const string HugeLayer = """
        {"class_name": "Sequential", "config": {"name": "s", "layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [null, 1073741823]}}, {"class_name": "Dense", "config": {"units": 1073741823}}]}}
        """;

    private const string Circle = """
        {"class_name": "Functional", "config": {"name": "s", "layers": [
          {"class_name": "Activation", "module": "keras.layers", "name": "a", "config": {"name": "a", "activation": "relu"},
           "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["a", 0, 0]}}], "kwargs": {}}]}],
          "input_layers": [], "output_layers": [["a", 0, 0]]}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Escaping_names_repeated_names_and_bombs_are_refused()
    {
        Refuses("leads", archive => Add(archive, "../config.json", "{}"));
        Refuses("leads", archive => Add(archive, "/config.json", "{}"), "names of files within the archive");
        Refuses("twice", archive =>
        {
            Add(archive, "config.json", "{}");
            Add(archive, "config.json", "{}");
        }, "this one twice");
        Refuses("bomb", archive =>
        {
            using Stream entry = archive.CreateEntry("config.json").Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) entry.Write(zeros);
        }, "LoadOptions.MaxExpansion");
        Refuses("none", _ => { }, "config.json");
    }

    [Fact]
    public void Overlapping_entries_are_refused()
    {
        string path = Archive("overlap", archive =>
        {
            Add(archive, "config.json", "{}");
            Add(archive, "metadata.jsn", "{}");
        });
        byte[] bytes = File.ReadAllBytes(path);
        int second = IndexOf(bytes, "PK\x01\x02"u8, IndexOf(bytes, "PK\x01\x02"u8, 0) + 4);
        "config.json\0"u8.CopyTo(bytes.AsSpan(second + 46));
        bytes.AsSpan(second + 42, 4).Clear();       // both begin at 0
        File.WriteAllBytes(path, bytes);
        Assert.Throws<FormatException>(() => Model.Load(path));
    }

    [Theory]
    [InlineData("[]", "JSON object")]
    [InlineData("{\"class_name\": \"Sequential\", \"class_name\": \"Model\"}", "JSON")]
    [InlineData("{\"class_name\": \"Dense\", \"config\": {\"units\": 3, \"name\": \"d\"}}", "A model is expected")]
    [InlineData(HugeLayer, "elements")]
    [InlineData(Circle, "wait for each other")]
    public void Configurations_that_cannot_be_are_refused(string config, string word)
    {
        string path = Archive("config", archive =>
        {
            Add(archive, "metadata.json", "{\"keras_version\": \"3.15.1\"}");
            Add(archive, "config.json", config);
            Add(archive, "model.weights.h5", "");
        });
        FormatException error = Assert.Throws<FormatException>(() => Model.Load(path));
        Assert.Contains("config.keras", error.Message);
        Assert.Contains(word, error.Message);
    }

    [Fact]
    public void Deep_JSON_is_refused()
    {
        string path = Archive("deep", archive => Add(archive, "config.json", string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));
        Assert.Throws<FormatException>(() => Model.Load(path));
    }

    [Fact]
    public void Weights_that_a_file_promises_and_does_not_have_take_no_memory()
    {
        string path = Edited("config.json", text => text.Replace("\"units\": 16", "\"units\": 100000000").Replace("[null, 16]", "[null, 100000000]"));
        long before = GC.GetTotalAllocatedBytes();
        FormatException error = Assert.Throws<FormatException>(() => Model.Load(path));
        Assert.Contains("edited.keras', model.weights.h5", error.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_that_belie_their_checksum_change_no_weight(bool isPacked)
    {
        var model = new Sequential([new InputLayer([4]), new Dense(3), new Dense(200)]);
        string path = Path.Combine(_folder, "w.npz");
        model.SaveWeights(path);
        if (isPacked) Pack(path);
        model.LoadWeights(path);
        byte[] packed = File.ReadAllBytes(path);
        packed[^(packed.Length / 3)] ^= 255;          // inside the numbers of the second layer
        File.WriteAllBytes(path, packed);
        foreach (Variable weight in model.Weights) weight.Assign(Heed.Ops.ZerosLike(weight.Value));
        Assert.Contains("w.npz", Assert.Throws<FormatException>(() => model.LoadWeights(path)).Message);
        Assert.All(model.Weights, weight => Assert.False(weight.Value.AsSpan<float>().ContainsAnyExcept(0f), weight.Path));

        var reader = new Heed.Saving.ZipReader(new MemoryStream(packed), "w.npz", new LoadOptions());
        void OpenAll()
        {
            foreach (string name in reader.Entries.Keys) reader.Open(name).Dispose();
        }
        Assert.Throws<FormatException>(OpenAll);
        Assert.Throws<FormatException>(OpenAll);        // a damaged entry stays one
    }

    /// <summary>Compresses the entries of an archive, as numpy.savez_compressed does.</summary>
    private static void Pack(string path)
    {
        (string Name, byte[] Bytes)[] entries;
        using (ZipArchive archive = ZipFile.OpenRead(path))
            entries = [.. archive.Entries.Select(entry =>
            {
                var bytes = new byte[entry.Length];
                using Stream stream = entry.Open();
                stream.ReadExactly(bytes);
                return (entry.FullName, bytes);
            })];
        File.Delete(path);
        using ZipArchive packed = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using Stream stream = packed.CreateEntry(name, CompressionLevel.Optimal).Open();
            stream.Write(bytes);
        }
    }

    [Fact]
    public void More_parameters_than_the_options_allow_are_refused()
    {
        FormatException error = Assert.Throws<FormatException>(() => Model.Load(Edited("config.json", text => text), new() { MaxParameters = 194 }));
        Assert.Contains("LoadOptions.MaxParameters", error.Message);
        Assert.NotNull(Model.Load(Edited("config.json", text => text), new() { MaxParameters = 195 }));     // 8 · 16 + 16 + 16 · 3 + 3
    }

    [Fact]
    public void A_version_that_is_no_text_is_as_good_as_none() =>
        Assert.NotNull(Model.Load(Edited("metadata.json", _ => "{\"keras_version\": 3}")));

    [Theory]
    [InlineData("{}", "index.weights.json")]
    [InlineData("{\"weight_map\": 3}", "weight_map")]
    [InlineData("{\"weight_map\": {\"/a\": \"none.weights.h5\"}}", "beside it")]
    [InlineData("{\"weight_map\": {\"/a\": \"../none.weights.h5\"}}", "in its own folder")]
    [InlineData("{\"weight_map\": {\"/a\": 3}}", "in its own folder")]
    public void An_index_of_files_that_are_elsewhere_is_refused(string index, string word)
    {
        string path = Path.Combine(_folder, "index.weights.json");
        File.WriteAllText(path, index);
        FormatException error = Assert.Throws<FormatException>(() => Model.Load(Edited("config.json", text => text)).LoadWeights(path));
        Assert.Contains(word, error.Message);
    }

    /// <summary>A model that was trained, with one of its texts changed.</summary>
    private string Edited(string name, Func<string, string> edit)
    {
        using ZipArchive whole = ZipFile.OpenRead($"{SourceTree.Root}tests/reference/models/mlp_sgd_momentum.keras");
        return Archive("edited", archive =>
        {
            foreach (ZipArchiveEntry entry in whole.Entries)
            {
                using Stream from = entry.Open(), to = archive.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                if (entry.FullName == name) to.Write(Encoding.UTF8.GetBytes(edit(new StreamReader(from).ReadToEnd())));
                else from.CopyTo(to);
            }
        });
    }

    private void Refuses(string name, Action<ZipArchive> fill, string word = "")
    {
        string path = Archive(name, fill);
        FormatException error = Assert.Throws<FormatException>(() => Model.Load(path));
        Assert.Contains(word, error.Message);
        Assert.Contains($"{name}.keras", error.Message);
    }

    private string Archive(string name, Action<ZipArchive> fill)
    {
        string path = Path.Combine(_folder, $"{name}.keras");
        File.Delete(path);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        fill(archive);
        return path;
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> mark, int start) => start + bytes.AsSpan(start).IndexOf(mark);
}
