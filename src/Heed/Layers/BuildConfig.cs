using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>The shapes for which a layer was built, as Keras writes them beside its config.</summary>
/// <remarks>Source: keras/src/layers/layer.py, <c>get_build_config</c>.</remarks>
internal static class BuildConfig
{
    /// <summary>Layers of Keras that need no shapes and so note none.</summary>
    private static readonly HashSet<string> NotesNone =
    [
        "Activation", "ActivityRegularization", "AlphaDropout", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "Dropout", "ELU",
        "GaussianDropout", "GaussianNoise", "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalMaxPooling1D",
        "GlobalMaxPooling2D", "GlobalMaxPooling3D", "Identity", "InputLayer", "Lambda", "LeakyReLU", "Masking", "MaxPooling1D", "MaxPooling2D",
        "MaxPooling3D", "ReLU", "Reshape", "Softmax", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "UnitNormalization",
    ];

    /// <summary>The shapes of a layer's first call.</summary>
    /// <returns><c>input_shape</c>, or <c>shapes_dict</c> where the call had several arguments; <see langword="null"/>: Keras notes none.</returns>
    public static JsonObject? Of(Layer layer, Tensors inputs, CallArguments call)
    {
        if (NotesNone.Contains(layer.ClassName)) return null;
        if (CallSignature.TakesInputsApart(layer))
            return Several(((string[])["query_shape", "value_shape", "key_shape"]).Zip(inputs, (name, input) => (name, Shape(input))));
        if (call.Has("initial_state"))
            return Several([("sequences_shape", Shape(inputs[0])), ("initial_state_shape", Shape(call.Get("initial_state", inputs)))]);
        return new JsonObject { ["input_shape"] = Shape(inputs) };
    }

    /// <summary>The shapes of the inputs that <see cref="Of"/> noted; none where the layer is a model, which knows its own.</summary>
    public static Shape[] Shapes(JsonObject noted) => [.. Flat(noted["input_shape"] ?? noted["shapes_dict"])];

    private static IEnumerable<Shape> Flat(JsonNode? shapes) => shapes switch
    {
        JsonObject named => named.Where(pair => pair.Key != "initial_state_shape").SelectMany(pair => Flat(pair.Value)),
        JsonArray list when list.Any(item => item is JsonArray) => list.SelectMany(Flat),
        JsonArray => [ConfigValue.Read<Shape>(shapes)],
        _ => [],
    };

    private static JsonObject Several(IEnumerable<(string Name, JsonNode? Shape)> shapes) =>
        new() { ["shapes_dict"] = new JsonObject(shapes.Select(pair => KeyValuePair.Create(pair.Name, pair.Shape))) };

    private static JsonNode? Shape(Tensors tensors) => tensors.Names is { } names
        ? NestedNames.Nest(names.Zip(tensors, (name, tensor) => KeyValuePair.Create(name, Config.ToJson(tensor.Shape))))
        : tensors.IsList ? new JsonArray([.. tensors.Select(tensor => Config.ToJson(tensor.Shape))]) : Config.ToJson(tensors[0].Shape);
}
