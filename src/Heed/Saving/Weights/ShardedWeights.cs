using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Saving;

/// <summary>Weights in several files, beside an index in JSON that says which group lies where.</summary>
/// <remarks>Source: keras/src/saving/saving_lib.py, <c>ShardedH5IOStore</c>.</remarks>
internal static class ShardedWeights
{
    /// <summary>Reads all files of an index.</summary>
    public static T Read<T>(Stream stream, string path, LoadOptions options, Func<StoredGroup, T> read)
    {
        string file = Path.GetFileName(path), folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (stream.Length > options.MaxConfigBytes) throw new FormatException($"'{file}' expects an index of at most {options.MaxConfigBytes} bytes. Received {stream.Length}.");
        byte[] text = new byte[stream.Length];
        stream.ReadExactly(text);
        if (ModelConfig.Parse(text, $"'{file}'")["weight_map"] is not JsonObject map)
            throw new FormatException($"'{file}' expects a 'weight_map' from groups to files. Received none. The file is damaged, or of another format.");
        var open = new List<Hdf5File>();
        try
        {
            var root = new StoredGroup("");
            foreach (string shard in map.SelectMany(pair => pair.Value is JsonArray several ? several.AsEnumerable() : [pair.Value]).Select(name => NameOf(name, file)).Distinct())
            {
                if (!File.Exists(Path.Combine(folder, shard))) throw new FormatException($"'{file}' expects the file '{shard}' beside it. Received none. Copy all files of the index.");
                open.Add(Hdf5File.Open(Path.Combine(folder, shard), KerasArchive.H5Limits(options)));
                root.Take(open[^1].Root);
            }
            return read(root);
        }
        finally
        {
            foreach (Hdf5File shard in open) shard.Dispose();
        }
    }

    /// <summary>Writes the files, then the index: until it is there, the old one holds.</summary>
    public static void Write(string path, Model model, double maxShardSize, CancellationToken cancellationToken)
    {
        double limit = Require.Positive(maxShardSize, model) * (1L << 30), total = 0;
        string stem = Path.GetFileName(path)[..^".weights.json".Length], folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var map = new JsonObject();
        var root = new Hdf5NewGroup();
        var made = new Dictionary<string, Hdf5NewGroup>();
        double size = 0;
        int shard = 0;
        foreach (var (place, node) in StateTree.Of(model).All())
        {
            string group = StateNode.Join(place, "vars");
            Group(group).Add(Hdf5Attribute.OfText("name", node.Name));
            foreach (SavedArray array in node.Arrays)
            {
                double bytes = (double)array.Spec.Shape.Size * array.Spec.DType.ItemSize();
                total += bytes;
                if (bytes > limit)
                    throw new ArgumentException($"{model} expects files that hold the largest of its weights, '{place}' {array.Spec}. Received maxShardSize = {maxShardSize} GiB. Raise it.");
                if ((size += bytes) > limit)
                {
                    Flush();
                    size = bytes;
                }
                Hdf5NewDataset dataset = Group(group).AddDataset(array.Key, Hdf5Type.Of(array.Spec.DType), [.. array.Spec.Shape.ToArray()],
                    stream => stream.Write(ElementBytes.Bits<byte>(array.Get())));
                if (array.Spec.DType == DType.BFloat16) dataset.Add(Hdf5Attribute.OfText("dtype", "bfloat16"));
                Note($"/{group}", NameOfShard());
            }
        }
        Flush();
        var index = new JsonObject { ["metadata"] = new JsonObject { ["total_size"] = PythonNumber.ToJson(total) }, ["weight_map"] = map };
        AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(PythonJson.Write(index))));

        string NameOfShard() => FormattableString.Invariant($"{stem}_{shard:00000}.weights.h5");

        void Flush()
        {
            var weights = new Hdf5Writer(root);
            AtomicFile.Write(Path.Combine(folder, NameOfShard()), stream => weights.Write(stream, cancellationToken), weights.Length);
            root = new();
            made.Clear();
            shard++;
        }

        Hdf5NewGroup Group(string below)
        {
            if (below.Length == 0) return root;
            if (made.TryGetValue(below, out Hdf5NewGroup? known)) return known;
            int slash = below.LastIndexOf('/');
            return made[below] = Group(slash < 0 ? "" : below[..slash]).AddGroup(below[(slash + 1)..]);
        }

        void Note(string group, string name)
        {
            if (map[group] is null) map[group] = name;
            else if (map[group] is JsonArray several)
            {
                if (several[^1]!.ToString() != name) several.Add((JsonNode)name);
            }
            else if (map[group]!.ToString() != name) map[group] = new JsonArray(map[group]!.ToString(), name);
        }
    }

    private static string NameOf(JsonNode? name, string file) => name is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0
            && text.AsSpan().IndexOfAny('/', '\\', ':') < 0 && text is not ("." or "..")
        ? text : throw new FormatException($"'{file}' expects names of files in its own folder. Received {name?.ToJsonString() ?? "null"}.");
}
