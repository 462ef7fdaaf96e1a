using System.IO.Compression;
using System.Text;
using Heed.Layers;

namespace Heed.Saving;

/// <summary>Writes a model as a <c>.keras</c> file.</summary>
/// <remarks>Source: keras/src/saving/saving_lib.py.</remarks>
internal sealed class KerasArchiveWriter
{
    private readonly DateTime _now = DateTime.Now;
    private readonly string _config;
    private readonly StateNode _state;
    private readonly Hdf5Writer _weights;

    /// <summary>Computes everything but the elements of the weights, which are fetched when the file is written.</summary>
    /// <param name="model">What to write; it must not change until it is written.</param>
    public KerasArchiveWriter(Model model)
    {
        _config = PythonJson.Write(KerasRegistry.Serialize(model));
        _state = StateTree.Of(model);
        _weights = new(StateWriter.Tree(model, _state));
    }

    /// <summary>Bytes that will be written at least.</summary>
    public long LeastLength => _weights.Length + _config.Length;

    /// <summary>Writes the archive.</summary>
    public void Write(Stream stream)
    {
        string metadata = FormattableString.Invariant($$"""{"keras_version": "{{KerasArchive.KerasVersion}}", "date_saved": "{{_now:yyyy-MM-dd@HH:mm:ss}}"}""");
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var long_ago = new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        Add(zip, KerasArchive.MetadataName, long_ago, entry => entry.Write(Encoding.ASCII.GetBytes(metadata)));
        Add(zip, KerasArchive.ConfigName, long_ago, entry => entry.Write(Encoding.ASCII.GetBytes(_config)));
        Add(zip, KerasArchive.WeightsName, _now, entry => _weights.Write(entry));
        foreach (var (path, node) in _state.All())
            foreach (SavedAsset asset in node.Assets)
            {
                string text = asset.Get();
                Add(zip, StateNode.Join(StateNode.Join(KerasArchive.AssetsName, path), asset.Name), _now, entry => entry.Write(Encoding.UTF8.GetBytes(text)));
            }
    }

    private static void Add(ZipArchive zip, string name, DateTime time, Action<Stream> write)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(time, TimeSpan.Zero);
        entry.ExternalAttributes = 0x180 << 16;     // rw-------, as Python's zipfile has it
        using Stream bytes = entry.Open();
        write(bytes);
    }
}
