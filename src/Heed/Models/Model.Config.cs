using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

public partial class Model
{
    /// <summary>How deep models may be nested in a file, in braces and brackets.</summary>
    private const int MaxDepth = 512;

    private protected override IEnumerable<(string Key, JsonNode? Value)> Appendix =>
        [.. IsFunctionalClass ? [("build_config", new JsonObject { ["input_shape"] = null })] : base.Appendix, ("compile_config", CompileSettings())];

    /// <summary>What was left out or understood in another way when the model was loaded.</summary>
    public LoadReport LoadReport { get; internal set; } = new();

    /// <summary>How a file said that the model was compiled; written again as long as nobody compiles it otherwise.</summary>
    private JsonObject? _carriedCompileConfig;

    private protected override void RestoreMore(JsonObject serialized) =>
        _carriedCompileConfig = serialized["compile_config"] is JsonObject { Count: > 0 } config ? config.DeepClone().AsObject() : null;

    private JsonObject CompileSettings()
    {
        JsonObject? config = null;
        WriteCompileConfig(ref config);
        return config ?? _carriedCompileConfig?.DeepClone().AsObject() ?? [];
    }

    /// <summary>Sets how the model is compiled, if it is.</summary>
    partial void WriteCompileConfig(ref JsonObject? config);

    /// <summary>Compiles the model as its file says, if it can; else it stays as it is, and the report says why.</summary>
    partial void CompileAsCarried(LoadReport report);

    /// <summary>The settings: of a functional model, all layers and their calls; a subclass overrides it.</summary>
    /// <returns>Keras's keys and values.</returns>
    /// <exception cref="NotSupportedException">The graph holds an op that Keras does not have.</exception>
    public override Config GetConfig() => _graph is null || !IsFunctionalClass ? base.GetConfig()
        : new FunctionalWriter(_graph, ToString()).Write(new Config().With("name", Name).With("trainable", Trainable));

    /// <summary>Makes the functional model that a config describes.</summary>
    /// <param name="config">Keras's keys.</param>
    /// <returns>The model, with new weights.</returns>
    /// <exception cref="ArgumentException">A class in it is not known, or it is not the config of a functional model.</exception>
    public static Model FromConfig(Config config)
    {
        var (inputs, outputs) = FunctionalReader.Read(config);
        return new Model(inputs, outputs, config.Name);
    }

    /// <summary>The architecture, without weights, as Keras's <c>to_json</c> writes it.</summary>
    /// <returns>One line of JSON.</returns>
    /// <exception cref="NotSupportedException">The graph holds an op that Keras does not have.</exception>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth }))
            KerasRegistry.Serialize(this).WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Makes a model from what <see cref="ToJson"/> or Keras's <c>to_json</c> wrote, since Keras 2.0.</summary>
    /// <param name="json">A functional or sequential model, or a registered class of the user's.</param>
    /// <returns>The model, with new weights, which are made when they are first needed, and compiled if the text says how; <see cref="LoadReport"/> says what was left out.</returns>
    /// <exception cref="ArgumentException">It is no JSON, describes no model, or holds a class that is not known.</exception>
    public static Model FromJson(string json)
    {
        JsonNode? node;
        try
        {
            node = PythonJson.Read(json, MaxDepth);
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"Model.FromJson expects JSON. Received text with an error: {error.Message}", error);
        }
        if (node is not JsonObject item)
            throw new ArgumentException($"Model.FromJson expects an object with 'class_name' and 'config'. Received {json[..Math.Min(100, json.Length)]}.");
        try
        {
            return FromJson(item, new LoadReport());
        }
        catch (Exception error) when (error is not (ArgumentException or OutOfMemoryException))
        {
            throw new ArgumentException($"Model.FromJson expects the architecture of a model. {error.Message}", error);
        }
    }

    private static Model FromJson(JsonObject item, LoadReport report)
    {
        using var deferred = new DeferredWeights();     // a short text may describe more weights than there is memory for
        Model model = KerasRegistry.Deserialize<Layers.Layer>(LegacyConfig.Translate(item, null, report)) as Model
            ?? throw new ArgumentException($"Model.FromJson expects a model. Received a layer, {item["class_name"].TextOrNull()}.");
        model.LoadReport = report;
        model.CompileAsCarried(report);
        return model;
    }
}
