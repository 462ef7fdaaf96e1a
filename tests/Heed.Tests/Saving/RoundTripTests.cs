using System.IO.Compression;
using System.Text.Json.Nodes;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>Files of real Keras, loaded and saved again, are the same files: entries, groups, arrays, attributes and configuration, in order.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public static TheoryData<string> ArchiveNames => [.. Names("*.keras")];

    public static TheoryData<string> H5Names => [.. Names("*.h5").Where(name => !name.EndsWith(".weights.h5"))];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(ArchiveNames))]
    public void Archive_of_Keras_comes_out_as_it_went_in(string name)
    {
        string original = Path.Combine(Folder, name), saved = Path.Combine(_folder, "model.keras");
        Model.Load(original).Save(saved);
        using ZipArchive theirs = ZipFile.OpenRead(original), ours = ZipFile.OpenRead(saved);
        Assert.Equal(theirs.Entries.Select(entry => entry.FullName), ours.Entries.Select(entry => entry.FullName));
        Assert.All(ours.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        Assert.Equal(Config(theirs), Config(ours));
        Assert.Equal(theirs.Entries[0].Length, ours.Entries[0].Length);     // the metadata: only the date differs
        Assert.Equal(Weights(theirs), Weights(ours));
    }

    [Theory]
    [MemberData(nameof(H5Names))]
    public void Legacy_file_of_Keras_comes_out_as_it_went_in(string name)
    {
        string original = Path.Combine(Folder, name), saved = Path.Combine(_folder, "model.h5");
        Model.Load(original).Save(saved);
        using Hdf5File theirs = Hdf5File.Open(original), ours = Hdf5File.Open(saved);
        Assert.Equal(Describe(theirs.Root), Describe(ours.Root));
    }

    [Theory]
    [MemberData(nameof(ArchiveNames))]
    public void Weights_file_of_Keras_comes_out_as_it_went_in(string name)
    {
        if (name.EndsWith(".initial.keras")) return;
        string original = Path.Combine(Folder, Path.ChangeExtension(name, ".weights.h5")), saved = Path.Combine(_folder, "model.weights.h5");
        Model model = Model.Load(Path.Combine(Folder, name));
        model.SaveWeights(saved);
        using Hdf5File theirs = Hdf5File.Open(original), ours = Hdf5File.Open(saved);
        Assert.Equal(Describe(theirs.Root), Describe(ours.Root));
    }

    private static string Folder => SourceTree.Root + "tests/reference/models";

    private static IEnumerable<string> Names(string pattern) => Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>The configuration without the addresses by which Python marks objects that it meant to share.</summary>
    private static string Config(ZipArchive archive)
    {
        using var reader = new StreamReader(archive.GetEntry("config.json")!.Open());
        string text = reader.ReadToEnd();
        JsonNode node = PythonJson.Read(text)!;
        if (!text.Contains("shared_object_id")) return text;      // then not even the spelling differs
        Strip(node);
        return PythonJson.Write(node);
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            item.Remove("shared_object_id");
            foreach ((_, JsonNode? value) in item) Strip(value);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? value in list) Strip(value);
        }
    }

    private static List<string> Weights(ZipArchive archive)
    {
        var bytes = new MemoryStream();
        using (Stream entry = archive.GetEntry("model.weights.h5")!.Open()) entry.CopyTo(bytes);
        using Hdf5File file = Hdf5File.Open(bytes, "model.weights.h5");
        return Describe(file.Root);
    }

    /// <summary>All groups, arrays, attributes and values, a line each.</summary>
    private static List<string> Describe(Hdf5Object item)
    {
        var lines = new List<string> { item.Path };
        foreach (Hdf5Attribute attribute in item.Attributes.Values)
            lines.Add($"{item.Path} @{attribute.Name} {attribute.Type.Class} utf8={attribute.Type.Utf8} [{string.Join(",", attribute.Shape)}] "
                + $"{string.Join('|', attribute.Texts)}{Convert.ToHexString(attribute.Bytes.Span)}");
        if (item is Hdf5Group group)
            foreach (Hdf5Object child in group.Children.Values) lines.AddRange(Describe(child));
        else if (item is Hdf5Dataset dataset)
        {
            byte[] bytes = new byte[dataset.ByteLength];
            dataset.Read(bytes);
            lines.Add($"{item.Path} {dataset.Type.DType} [{string.Join(",", dataset.Shape)}] {Convert.ToHexString(bytes)}");
        }
        return lines;
    }
}
