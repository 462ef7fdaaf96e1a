using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>The calls of layers in functional models, as Keras 2 wrote them: <c>[["name", 0, 0, {}]]</c>.</summary>
internal static class LegacyNodes
{
    private const string Constant = "_CONSTANT_VALUE";

    private static readonly HashSet<string> Recurrent = ["SimpleRNN", "LSTM", "GRU", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Bidirectional"];

    /// <summary>Rewrites the calls of all layers in place.</summary>
    /// <param name="config">Of the model.</param>
    /// <param name="layers">Its layers.</param>
    public static void Translate(JsonObject config, JsonArray layers)
    {
        HashSet<string> models = [], rows = [];
        foreach (JsonNode? layer in layers)
            if (layer.Find("class_name").TextOrNull() is ("Functional" or "Sequential") and var kind)
                (kind == "Functional" ? models : rows).Add(layer.Find("name").TextOrNull() ?? "");

        foreach (JsonNode? item in layers)
        {
            if (item is not JsonObject layer || layer["inbound_nodes"] is not JsonArray nodes) continue;
            string name = (layer["class_name"] as JsonValue)?.ToString() ?? "";
            bool isOp = name is "TFOpLambda" or "SlicingOpLambda" or "TensorFlowOpLayer";
            layer["inbound_nodes"] = new JsonArray([.. nodes.Select(node => node is JsonObject call && call.ContainsKey("args") ? call.DeepClone() : Call(node, name, Tensor))]);
            if (isOp) LegacyOps.Translate(layer);
        }
        foreach (string key in (string[])["input_layers", "output_layers"])
            if (config[key] is { } places) config[key] = Places(places, rows);

        // a model inside counts its calls from 1 in old files
        JsonNode Tensor(JsonArray entry) => new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject { ["keras_history"] = History(entry, models.Contains(Name(entry)) || rows.Contains(Name(entry))) },
        };
    }

    private static JsonNode Call(JsonNode? node, string layer, Func<JsonArray, JsonNode> tensor)
    {
        var kwargs = new JsonObject();
        JsonNode? inputs = Inputs(node, kwargs, tensor);
        if (inputs is JsonArray several && Recurrent.Contains(layer) && several.Count > 1)
        {
            JsonNode?[] all = [.. several.Select(input => input?.DeepClone())];
            kwargs["initial_state"] = new JsonArray(all[1..]);
            inputs = all[0];
        }
        return new JsonObject { ["args"] = new JsonArray(inputs), ["kwargs"] = kwargs };
    }

    /// <summary>The inputs of a call: one tensor, a list, or names; what is given by name besides goes into <paramref name="kwargs"/>.</summary>
    private static JsonNode? Inputs(JsonNode? node, JsonObject kwargs, Func<JsonArray, JsonNode> tensor)
    {
        if (node is JsonArray entry && IsEntry(entry))
        {
            if (entry.Count > 3 && entry[3] is JsonObject named)
                foreach ((string key, JsonNode? value) in named) kwargs[key] = Argument(value, tensor);
            return Name(entry) == Constant ? entry[2]?.DeepClone() : tensor(entry);
        }
        return node switch
        {
            JsonArray and [var only] => Inputs(only, kwargs, tensor),
            JsonArray list => new JsonArray([.. list.Select(item => Inputs(item, kwargs, tensor))]),
            JsonObject names => new JsonObject(names.Select(pair => KeyValuePair.Create(pair.Key, Inputs(pair.Value, kwargs, tensor)))),
            _ => throw new ArgumentException($"A call of a layer expects places of tensors. Received {node?.ToJsonString() ?? "null"}."),
        };
    }

    private static JsonNode? Argument(JsonNode? value, Func<JsonArray, JsonNode> tensor) => value switch
    {
        JsonArray entry when IsEntry(entry) => Name(entry) == Constant ? entry[2]?.DeepClone() : tensor(entry),
        JsonArray list => new JsonArray([.. list.Select(item => Argument(item, tensor))]),
        _ => value?.DeepClone(),
    };

    private static JsonNode? Places(JsonNode? places, HashSet<string> rows) => places switch
    {
        JsonArray entry when IsEntry(entry) => History(entry, rows.Contains(Name(entry))),
        JsonArray list => new JsonArray([.. list.Select(item => Places(item, rows))]),
        JsonObject names => new JsonObject(names.Select(pair => KeyValuePair.Create(pair.Key, Places(pair.Value, rows)))),
        _ => places?.DeepClone(),
    };

    private static JsonArray History(JsonArray entry, bool countsFromOne) =>
        new(Name(entry), Math.Max(0, entry[1].AsWhole()!.Value - (countsFromOne ? 1 : 0)), entry[2]?.DeepClone());

    private static bool IsEntry(JsonArray list) => list.Count is 3 or 4 && list[0] is JsonValue name && name.GetValueKind() == JsonValueKind.String
        && list[1] is JsonValue call && call.GetValueKind() == JsonValueKind.Number;

    private static string Name(JsonArray entry) => entry[0]!.GetValue<string>();
}
