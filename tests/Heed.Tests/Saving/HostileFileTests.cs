using System.IO.Compression;
using System.Text;

namespace Heed.Tests;

/// <summary>Files that somebody made to do harm, and damaged ones: an error that names the file, never a hang, a crash or half a model.</summary>
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

    public static TheoryData<string> Files => [.. Directory.GetFiles(SourceTree.Root + "tests/reference", "*.keras", SearchOption.AllDirectories)
        .Where(path => Flips > 200 || path.Contains("mlp") || path.Contains("lstm_masked")).Select(path => Path.GetRelativePath(SourceTree.Root, path)).Order(StringComparer.Ordinal)];

    private static int Flips => int.TryParse(Environment.GetEnvironmentVariable("HEED_FLIPS"), out int flips) ? flips : 200;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void Damaged_archive_loads_or_is_refused(string file)
    {
        byte[] whole = File.ReadAllBytes(SourceTree.Root + file);
        var random = new Random(1);
        for (int i = 0; i < Math.Max(20, Flips / 10); i++) Try(whole[..random.Next(whole.Length)]);
        for (int i = 0; i < Flips; i++)
        {
            byte[] flipped = [.. whole];
            // most bytes are numbers, where a flipped bit is only another number: every second one goes to where structures are
            int place = i % 2 == 0 ? random.Next(whole.Length) : i % 4 == 1 ? random.Next(Math.Min(6000, whole.Length)) : whole.Length - 1 - random.Next(Math.Min(300, whole.Length));
            flipped[place] ^= (byte)(1 << random.Next(8));
            Try(flipped);
        }
    }

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

    private void Try(byte[] bytes)
    {
        string path = Path.Combine(_folder, "damaged.keras");
        File.WriteAllBytes(path, bytes);
        try
        {
            Model.Load(path);
        }
        catch (FormatException error)
        {
            Assert.Contains("damaged.keras", error.Message);
        }
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
