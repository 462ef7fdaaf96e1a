using System.Text.Json.Nodes;

namespace Heed;

/// <summary>The settings of layers and of the objects inside them, as Keras 2 spelled them.</summary>
internal static class LegacyLayers
{
    private static readonly HashSet<string> Recurrent = ["SimpleRNN", "LSTM", "GRU", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "SimpleRNNCell", "LSTMCell", "GRUCell"];

    /// <summary>Settings that mean nothing any more, where they have the value that they always had.</summary>
    private static readonly Dictionary<string, string?> Meaningless = new()
    {
        ["implementation"] = null,
        ["input_length"] = null,
        ["fused"] = null,
        ["virtual_batch_size"] = "null",
        ["renorm"] = "false",
        ["renorm_clipping"] = null,
        ["renorm_momentum"] = null,
        ["time_major"] = "false",
        ["query_shape"] = null,
        ["key_shape"] = null,
        ["value_shape"] = null,
        ["input_dtype"] = null,
    };

    /// <summary>Translates settings in place.</summary>
    /// <param name="name">The class.</param>
    /// <param name="config">Its settings.</param>
    /// <param name="translation">Receives notes.</param>
    public static void Translate(string name, JsonObject config, LegacyConfig translation)
    {
        DropMeaningless(name, config, translation);
        Policy(config);
        if (name == "InputLayer") Input(config);
        switch (name)
        {
            case "VarianceScaling" when (config["distribution"] as JsonValue)?.ToString() == "normal":
                config["distribution"] = "truncated_normal";
                break;
            case "BatchNormalization":
                Axis(config);
                break;
            case "GRU" or "GRUCell" when !config.ContainsKey("reset_after"):
                config["reset_after"] = false;      // before Keras 2.1.3 there was no other way
                break;
            case "Embedding" when (config["dtype"] as JsonValue)?.ToString().Contains("int", StringComparison.Ordinal) == true:
                config.Remove("dtype");             // once the type of the input, not of the weights
                break;
            case "LeakyReLU":
                Move(config, "alpha", "negative_slope");
                break;
            case "Lambda":
                Function(config);
                break;
        }
        if (Recurrent.Contains(name) && (config["recurrent_activation"] as JsonValue)?.ToString() == "hard_sigmoid")
            translation.Note($"{name} '{config["name"]}': 'hard_sigmoid' was clip(0.2 x + 0.5) before Keras 3; now it is relu6(x + 3) / 6.");
    }

    /// <summary>A row whose first layer states the shape of its input gets an entry.</summary>
    public static void AddEntry(JsonArray layers)
    {
        if (layers is not [JsonObject first, ..] || (first["class_name"] as JsonValue)?.ToString() == "InputLayer") return;
        JsonObject inner = first;
        while (inner["config"] is JsonObject wrapped && !wrapped.ContainsKey("batch_input_shape") && wrapped["layer"] is JsonObject layer) inner = layer;
        if (inner["config"].Find("batch_input_shape") is not JsonArray shape) return;
        bool isEmbedding = (inner["class_name"] as JsonValue)?.ToString() == "Embedding";
        layers.Insert(0, new JsonObject
        {
            ["module"] = "keras.layers",
            ["class_name"] = "InputLayer",
            ["config"] = new JsonObject
            {
                ["batch_shape"] = shape.DeepClone(),
                ["dtype"] = isEmbedding || inner["config"].Find("dtype") is not JsonValue dtype ? "float32" : dtype.ToString(),
                ["name"] = $"{first["config"].Find("name") ?? "sequential"}_input",
            },
        });
    }

    private static void DropMeaningless(string name, JsonObject config, LegacyConfig translation)
    {
        foreach ((string key, string? only) in Meaningless)
        {
            if (!config.ContainsKey(key)) continue;
            string value = config[key]?.ToJsonString() ?? "null";
            if (only is not null && only != value)
                throw new ArgumentException($"{name} '{config["name"]}' expects {key} to be {only}: Keras 3 has nothing else. Received {value}.");
            config.Remove(key);
            if (key is not ("query_shape" or "key_shape" or "value_shape")) translation.Note($"{name} '{config["name"]}': {key} = {value} was left out; it means nothing any more.");
        }
    }

    /// <summary>The type policy: a name, where Keras 2 had an object of its own.</summary>
    private static void Policy(JsonObject config)
    {
        if (config["dtype"] is JsonObject policy && (policy["class_name"] as JsonValue)?.ToString() == "DTypePolicy" && policy["config"].Find("name") is JsonValue name)
            config["dtype"] = new JsonObject
            {
                ["module"] = "keras",
                ["class_name"] = "DTypePolicy",
                ["config"] = new JsonObject { ["name"] = name.DeepClone() },
                ["registered_name"] = null,
            };
        else if (config["dtype"] is JsonObject inferred && !inferred.ContainsKey("class_name"))
            config.Remove("dtype");
    }

    private static void Input(JsonObject config)
    {
        Move(config, "batch_input_shape", "batch_shape");
        if (config["ragged"] is JsonValue ragged && ragged.ToJsonString() == "true")
            throw new ArgumentException($"InputLayer '{config["name"]}' expects a dense input. Received a ragged one, which Heed does not have. Pad the sequences.");
        if (config["sparse"] is JsonValue sparse && sparse.ToJsonString() == "true") config["sparse"] = false;
        config.Remove("type_spec");
    }

    private static void Axis(JsonObject config)
    {
        if (config["axis"] is not JsonArray axes) return;
        config["axis"] = axes is [JsonValue only] ? only.DeepClone()
            : throw new ArgumentException($"BatchNormalization '{config["name"]}' expects one axis. Received {axes.ToJsonString()}.");
    }

    /// <summary>The function of a Lambda: a name stays; Python code is left to the layer, which refuses it.</summary>
    private static void Function(JsonObject config)
    {
        foreach (string key in (string[])["function", "mask", "output_shape"])
            if (config[key] is JsonArray and [JsonValue code, _, _] && code.GetValueKind() == System.Text.Json.JsonValueKind.String)
                config[key] = new JsonObject { ["class_name"] = "__lambda__", ["config"] = new JsonObject { ["code"] = code.DeepClone() } };
        foreach (string key in (string[])["module", "function_type", "output_shape_type", "output_shape_module", "mask_type", "mask_module"]) config.Remove(key);
    }

    private static void Move(JsonObject config, string from, string to)
    {
        if (!config.ContainsKey(from)) return;
        JsonNode? value = config[from]?.DeepClone();
        config.Remove(from);
        config[to] = value;
    }
}
