using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

public partial class Model
{
    /// <summary>How deep models may be nested in a file, in braces and brackets.</summary>
    private const int MaxDepth = 512;

    private protected override IEnumerable<(string Key, JsonNode? Value)> Appendix =>
        [.. IsFunctionalClass ? [("build_config", new JsonObject { ["input_shape"] = null })] : base.Appendix, ("compile_config", new JsonObject())];

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

    /// <summary>Makes a model from what <see cref="ToJson"/> or Keras's <c>to_json</c> wrote.</summary>
    /// <param name="json">A functional or sequential model, or a registered class of the user's.</param>
    /// <returns>The model, with new weights.</returns>
    /// <exception cref="ArgumentException">It is no JSON, describes no model, or holds a class that is not known.</exception>
    public static Model FromJson(string json)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, documentOptions: new() { MaxDepth = MaxDepth });
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"Model.FromJson expects JSON. Received text with an error: {error.Message}", error);
        }
        if (node is not JsonObject item)
            throw new ArgumentException($"Model.FromJson expects an object with 'class_name' and 'config'. Received {json[..Math.Min(100, json.Length)]}.");
        return KerasRegistry.Deserialize<Layers.Layer>(item) as Model
            ?? throw new ArgumentException($"Model.FromJson expects a model. Received a layer, {(string?)item["class_name"]}.");
    }
}
