using System.Text;
using System.Text.Json.Nodes;

namespace Heed.Saving;

/// <summary>Reads whole models and weights from the HDF5 files of Keras 2, which Keras 3 still writes as <c>.h5</c>.</summary>
/// <remarks>Source: keras/src/legacy/saving/legacy_h5_format.py.</remarks>
internal static class LegacyH5Reader
{
    /// <summary>Reads a whole model.</summary>
    /// <exception cref="FormatException">It is damaged, holds weights alone, or something that Heed does not know.</exception>
    public static Model Read(Stream stream, string file, LoadOptions options)
    {
        using Hdf5File h5 = Hdf5File.Open(stream, file, KerasArchive.H5Limits(options));
        if (Text(h5.Root, "model_config") is not { } config)
            throw new FormatException($"'{file}' expects a model with its configuration. Received weights alone. Make the model, then call LoadWeights.");
        if (Encoding.UTF8.GetByteCount(config) > options.MaxConfigBytes)
            throw new FormatException($"'{file}' expects a configuration of at most {options.MaxConfigBytes} bytes (LoadOptions.MaxConfigBytes). Received a longer one.");
        string? version = Text(h5.Root, "keras_version");
        JsonObject json = ModelConfig.Parse(Encoding.UTF8.GetBytes(config), $"'{file}', model_config");
        var report = new LoadReport();
        if (options.Compile && Text(h5.Root, "training_config") is { } training)
            json["compile_config"] = LegacyTraining.Compile(ModelConfig.Parse(Encoding.UTF8.GetBytes(training), $"'{file}', training_config"),
                version?.StartsWith("3.", StringComparison.Ordinal) != true, report);
        Model model = ModelConfig.Make(json, version ?? "2.0", $"'{file}', model_config", options, report);
        ModelConfig.Guard($"'{file}'", () =>
        {
            using var deferred = new DeferredWeights();
            var reader = new LegacyWeightsReader(model);
            reader.MatchAll(h5.Root.Find("model_weights") as Hdf5Group ?? throw new FormatException($"'{file}' expects a group 'model_weights'. Received none."));
            if (options.Compile && reader.Problems.Count == 0 && h5.Root.Find("optimizer_weights") is Hdf5Group optimizer) reader.MatchOptimizer(optimizer, report);
            if (reader.Problems.Count > 0) throw new FormatException($"'{file}', model_weights: {reader.Problems[0]}");
            reader.Apply(readAllFirst: false);
        });
        return model;
    }

    /// <summary>A single text that goes with a group; null: there is none.</summary>
    public static string? Text(Hdf5Group group, string name) => group.Attributes.TryGetValue(name, out Hdf5Attribute? attribute) && attribute.Texts is [var text] ? text : null;

    /// <summary>Texts that go with a group, which may be split: <c>weight_names0</c>, <c>weight_names1</c> …</summary>
    public static IReadOnlyList<string> Texts(Hdf5Group group, string name)
    {
        if (group.Attributes.TryGetValue(name, out Hdf5Attribute? attribute)) return attribute.Texts;
        var all = new List<string>();
        for (int i = 0; group.Attributes.TryGetValue($"{name}{i}", out Hdf5Attribute? part); i++) all.AddRange(part.Texts);
        return all;
    }
}
