using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Turns the configuration of a model of any Keras since 2.0 into that of Keras 3, before anything is made of it.</summary>
/// <remarks>
/// What was spelled otherwise is rewritten, what means nothing any more is left out with a note, and what cannot be said in Keras 3 is an error. A configuration of Keras 3 comes
/// out as it went in, but for layers without module, which its <c>.h5</c> files hold.
/// Source: the configurations themselves, and keras/src/legacy of Keras 3.
/// </remarks>
internal sealed class LegacyConfig
{
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["Model"] = "Functional",
        ["Network"] = "Functional",
        ["BatchNormalizationV1"] = "BatchNormalization",
        ["BatchNormalizationV2"] = "BatchNormalization",
        ["SyncBatchNormalization"] = "BatchNormalization",
        ["CuDNNLSTM"] = "LSTM",
        ["CuDNNGRU"] = "GRU",
        ["LSTMV2"] = "LSTM",
        ["GRUV2"] = "GRU",
        ["Convolution1D"] = "Conv1D",
        ["Convolution2D"] = "Conv2D",
        ["Convolution3D"] = "Conv3D",
        ["OrthogonalInitializer"] = "Orthogonal",
        ["IdentityInitializer"] = "Identity",
        ["Policy"] = "DTypePolicy",
        ["PolicyV1"] = "DTypePolicy",
        ["FloatDTypePolicy"] = "DTypePolicy",
    };

    /// <summary>The one layer that .h5 files call otherwise than all others do: by the name of its Python class.</summary>
    public const string PublicName = "GroupQueryAttention", PythonName = "GroupedQueryAttention";

    private readonly LoadReport _report;

    private LegacyConfig(bool isOld, LoadReport report) => (IsOld, _report) = (isOld, report);

    /// <summary>Was it written before Keras 3?</summary>
    public bool IsOld { get; }

    /// <summary>Translates the serialization of a model.</summary>
    /// <param name="model">With <c>class_name</c> and <c>config</c>; it stays as it is.</param>
    /// <param name="version">The version of Keras that wrote it; <see langword="null"/>: told by what it holds.</param>
    /// <param name="report">Receives notes.</param>
    /// <exception cref="ArgumentException">It holds something that Keras 3 has no words for.</exception>
    public static JsonObject Translate(JsonObject model, string? version, LoadReport report)
    {
        version ??= (model["keras_version"] as JsonValue)?.ToString();
        bool isOld = version is not null ? version.StartsWith("2.", StringComparison.Ordinal) || version.StartsWith("1.", StringComparison.Ordinal) : LooksOld(model);
        var translation = new LegacyConfig(isOld, report);
        JsonObject translated = model.DeepClone().AsObject();
        translated.Remove("keras_version");
        translated.Remove("backend");
        translation.Object(translated);
        if (isOld && translated["compile_config"] is JsonObject { Count: > 0 } compiled)
            translated["compile_config"] = LegacyTraining.Compile(compiled, translation);
        return translated;
    }

    /// <summary>Notes that something was left out.</summary>
    public void Note(string text) => _report.Note(text);

    /// <summary>Translates an object with <c>class_name</c> and <c>config</c> in place, and all objects inside.</summary>
    public void Object(JsonObject item)
    {
        if (item["class_name"] is not JsonValue named || named.GetValueKind() != System.Text.Json.JsonValueKind.String) return;
        string name = Rename(named.GetValue<string>());
        if (IsOld && named.GetValue<string>() == "CuDNNGRU" && item["config"] is JsonObject cudnn) cudnn["reset_after"] = true;      // NVIDIA's formula
        if (IsOld && name == "Sequential" && item["config"] is JsonArray list)      // until Keras 2.2.2
            item["config"] = new JsonObject { ["name"] = "sequential", ["layers"] = list.DeepClone() };
        item["class_name"] = name;
        if (item["config"] is not JsonObject config) return;
        Inside(config);
        if (name is "Functional" or "Sequential" && config["layers"] is JsonArray layers) Layers(name, config, layers);
        if (!IsOld) return;
        LegacyLayers.Translate(name, config, this);
        if (name is not "Sequential") item.Remove("build_config");      // of another form; it is noted anew
        if (item["module"] is not null && Renamed.ContainsValue(name)) item.Remove("registered_name");
    }

    /// <summary>Objects among the settings of another.</summary>
    private void Inside(JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (JsonNode? item in list) Inside(item);
        if (node is not JsonObject settings) return;
        if (settings.ContainsKey("class_name") && settings.ContainsKey("config")) Object(settings);
        else
            foreach ((_, JsonNode? value) in settings) Inside(value);
    }

    private void Layers(string model, JsonObject config, JsonArray layers)
    {
        foreach (JsonNode? layer in layers) MarkOp(layer as JsonObject);
        if (!IsOld) return;
        if (model == "Sequential") LegacyLayers.AddEntry(layers);
        else LegacyNodes.Translate(config, layers);
    }

    /// <summary>An op has no module in the <c>.h5</c> files of Keras 3, and may have the name of a layer: it has no settings that every layer has.</summary>
    private static void MarkOp(JsonObject? layer)
    {
        if (layer is not null && !layer.ContainsKey("module") && layer["config"] is JsonObject config && !config.ContainsKey("trainable") && !config.ContainsKey("dtype")
            && !config.ContainsKey("layers") && layer["inbound_nodes"] is JsonArray and [JsonObject, ..])
            layer["module"] = "keras.src.ops";
    }

    private string Rename(string name)
    {
        if (name == PythonName) return PublicName;
        if (!IsOld) return name is "OrthogonalInitializer" or "IdentityInitializer" or "FloatDTypePolicy" ? Renamed[name] : name;
        if (name.StartsWith("Custom>", StringComparison.Ordinal)) name = name["Custom>".Length..];
        return Renamed.GetValueOrDefault(name, name);
    }

    /// <summary>Without a version: old layers state batch_input_shape, and calls as lists.</summary>
    private static bool LooksOld(JsonNode? node) => node switch
    {
        JsonObject item => item.ContainsKey("batch_input_shape") || item["inbound_nodes"] is JsonArray and [JsonArray, ..]
            || ((item["class_name"] as JsonValue)?.ToString() is "Sequential" && item["config"] is JsonArray) || item.Any(pair => LooksOld(pair.Value)),
        JsonArray list => list.Any(LooksOld),
        _ => false,
    };
}
