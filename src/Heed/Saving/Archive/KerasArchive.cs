using System.Text;
using System.Text.Json.Nodes;

namespace Heed.Saving;

/// <summary>A <c>.keras</c> file: a ZIP archive of a configuration, weights and texts.</summary>
/// <remarks>Source: keras/src/saving/saving_lib.py.</remarks>
internal static class KerasArchive
{
    /// <summary>The version of Keras whose files Heed writes.</summary>
    public const string KerasVersion = "3.15.1";

    /// <summary>The weights inside an archive.</summary>
    public const string WeightsName = "model.weights.h5";

    internal const string MetadataName = "metadata.json", ConfigName = "config.json", NpzName = "model.weights.npz", AssetsName = "assets";

    /// <summary>Reads a model.</summary>
    /// <param name="stream">The archive; can seek.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="FormatException">It is damaged, or holds something that Heed does not know.</exception>
    public static Model Read(Stream stream, string file, LoadOptions options)
    {
        var zip = new ZipReader(stream, file, options);
        JsonObject config = ModelConfig.Parse(zip.ReadAll(ConfigName, options.MaxConfigBytes), $"'{file}', {ConfigName}");
        string? version = zip.Entries.ContainsKey(MetadataName)
            ? ModelConfig.Parse(zip.ReadAll(MetadataName, 1 << 16), $"'{file}', {MetadataName}")["keras_version"].TextOrNull() : null;
        var report = new LoadReport();
        Model model = ModelConfig.Make(config, version, $"'{file}', {ConfigName}", options, report);
        ModelConfig.Guard($"'{file}'", () =>
        {
            using var deferred = new DeferredWeights();
            ReadState(zip, model, file, options);
        });
        return model;
    }

    /// <summary>Reads only the weights inside an archive.</summary>
    public static T ReadWeights<T>(Stream stream, string file, LoadOptions options, Func<StoredGroup, T> read)
    {
        var zip = new ZipReader(stream, file, options);
        return WithWeights(zip, file, options, (root, _) => read(root));
    }

    private static void ReadState(ZipReader zip, Model model, string file, LoadOptions options) => WithWeights(zip, file, options, (root, entry) =>
    {
        var reader = new StateReader(model, model.LoadReport)
        {
            WithOptimizer = options.Compile,
            Asset = path => zip.Entries.ContainsKey($"{AssetsName}/{path}") ? Encoding.UTF8.GetString(zip.ReadAll($"{AssetsName}/{path}", options.MaxAssetBytes)) : null,
        };
        reader.Match(root);
        if (reader.Problems.Count > 0)
            throw new FormatException($"'{file}', {entry}: {reader.Problems[0]}{(reader.Problems.Count > 1 ? $" {reader.Problems.Count - 1} more parts do not fit." : "")}");
        reader.Apply(readAllFirst: false);
        if (options.Compile && model.Optimizer is null) model.CarryState(root);
        return true;
    });

    private static T WithWeights<T>(ZipReader zip, string file, LoadOptions options, Func<StoredGroup, string, T> read)
    {
        if (!zip.Entries.ContainsKey(WeightsName) && zip.Entries.ContainsKey(NpzName)) return read(Npz.Read(zip.Open(NpzName), $"{file}/{NpzName}", options), NpzName);
        using Hdf5File weights = Hdf5File.Open(zip.Open(WeightsName), $"{file}/{WeightsName}", H5Limits(options));
        return read(StoredGroup.Of(weights.Root), WeightsName);
    }

    /// <summary>The limits of HDF5 files.</summary>
    public static Hdf5Limits H5Limits(LoadOptions options) => Hdf5Limits.Default with { MaxDatasetBytes = options.MaxArrayBytes };
}
