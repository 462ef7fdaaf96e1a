using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Ops of TensorFlow in functional models of tf.keras, as the ops of Keras 3 that do the same.</summary>
internal static class LegacyOps
{
    /// <summary>Function of TensorFlow → op of Keras, and the names of its arguments that are tensors.</summary>
    private static readonly Dictionary<string, (string Op, string[] Tensors)> Ops = new()
    {
        ["add"] = ("Add", ["x", "y"]),
        ["subtract"] = ("Subtract", ["x", "y"]),
        ["multiply"] = ("Multiply", ["x", "y"]),
        ["truediv"] = ("TrueDivide", ["x", "y"]),
        ["divide"] = ("TrueDivide", ["x", "y"]),
        ["pow"] = ("Power", ["x", "y"]),
        ["maximum"] = ("Maximum", ["x", "y"]),
        ["minimum"] = ("Minimum", ["x", "y"]),
        ["matmul"] = ("Matmul", ["a", "b"]),
        ["equal"] = ("Equal", ["x", "y"]),
        ["not_equal"] = ("NotEqual", ["x", "y"]),
        ["eq"] = ("Equal", ["x", "y"]),
        ["ne"] = ("NotEqual", ["x", "y"]),
        ["greater"] = ("Greater", ["x", "y"]),
        ["greater_equal"] = ("GreaterEqual", ["x", "y"]),
        ["less"] = ("Less", ["x", "y"]),
        ["less_equal"] = ("LessEqual", ["x", "y"]),
        ["logical_and"] = ("LogicalAnd", ["x", "y"]),
        ["logical_or"] = ("LogicalOr", ["x", "y"]),
        ["logical_not"] = ("LogicalNot", ["x"]),
        ["negative"] = ("Negative", ["x"]),
        ["neg"] = ("Negative", ["x"]),
        ["abs"] = ("Absolute", ["x"]),
        ["square"] = ("Square", ["x"]),
        ["sqrt"] = ("Sqrt", ["x"]),
        ["exp"] = ("Exp", ["x"]),
        ["log"] = ("Log", ["x"]),
        ["sin"] = ("Sin", ["x"]),
        ["cos"] = ("Cos", ["x"]),
        ["tanh"] = ("Tanh", ["x"]),
        ["sigmoid"] = ("Sigmoid", ["x"]),
        ["relu"] = ("Relu", ["features"]),
        ["softmax"] = ("Softmax", ["logits"]),
        ["reduce_sum"] = ("Sum", ["input_tensor"]),
        ["reduce_mean"] = ("Mean", ["input_tensor"]),
        ["reduce_max"] = ("Max", ["input_tensor"]),
        ["reduce_min"] = ("Min", ["input_tensor"]),
        ["reshape"] = ("Reshape", ["tensor"]),
        ["transpose"] = ("Transpose", ["a"]),
        ["expand_dims"] = ("ExpandDims", ["input"]),
        ["squeeze"] = ("Squeeze", ["input"]),
        ["concat"] = ("Concatenate", ["values"]),
        ["stack"] = ("Stack", ["values"]),
        ["getitem"] = ("GetItem", ["tensor"]),
        ["floor"] = ("Floor", ["x"]),
        ["ceil"] = ("Ceil", ["x"]),
        ["round"] = ("Round", ["x"]),
        ["sign"] = ("Sign", ["x"]),
        ["rsqrt"] = ("Rsqrt", ["x"]),
        ["reciprocal"] = ("Reciprocal", ["x"]),
        ["erf"] = ("Erf", ["x"]),
        ["log1p"] = ("Log1p", ["x"]),
        ["expm1"] = ("Expm1", ["x"]),
        ["floordiv"] = ("FloorDivide", ["x", "y"]),
        ["floormod"] = ("Mod", ["x", "y"]),
        ["mod"] = ("Mod", ["x", "y"]),
        ["divide_no_nan"] = ("DivideNoNan", ["x", "y"]),
        ["softplus"] = ("Softplus", ["features"]),
        ["softsign"] = ("Softsign", ["features"]),
        ["elu"] = ("Elu", ["features"]),
        ["selu"] = ("Selu", ["features"]),
        ["gelu"] = ("Gelu", ["features"]),
        ["silu"] = ("Silu", ["features"]),
        ["swish"] = ("Silu", ["features"]),
        ["relu6"] = ("Relu6", ["features"]),
        ["leaky_relu"] = ("LeakyRelu", ["features"]),
        ["log_softmax"] = ("LogSoftmax", ["logits"]),
        ["log_sigmoid"] = ("LogSigmoid", ["x"]),
        ["reduce_prod"] = ("Prod", ["input_tensor"]),
        ["reduce_any"] = ("Any", ["input_tensor"]),
        ["reduce_all"] = ("All", ["input_tensor"]),
        ["reduce_std"] = ("Std", ["input_tensor"]),
        ["reduce_variance"] = ("Var", ["input_tensor"]),
        ["reduce_logsumexp"] = ("Logsumexp", ["input_tensor"]),
        ["argmax"] = ("Argmax", ["input"]),
        ["argmin"] = ("Argmin", ["input"]),
        ["cumsum"] = ("Cumsum", ["x"]),
        ["tile"] = ("Tile", ["input"]),
        ["gather"] = ("Take", ["params", "indices"]),
        ["where"] = ("Where", ["condition", "x", "y"]),
        ["where_v2"] = ("Where", ["condition", "x", "y"]),
        ["clip_by_value"] = ("Clip", ["t"]),
        ["one_hot"] = ("OneHot", ["indices"]),
        ["ones_like"] = ("OnesLike", ["input"]),
        ["zeros_like"] = ("ZerosLike", ["input"]),
        ["stop_gradient"] = ("StopGradient", ["input"]),
        ["broadcast_to"] = ("BroadcastTo", ["input"]),
        ["cast"] = ("Cast", ["x"]),
    };

    /// <summary>Settings that an op of Keras has by another default than the function of TensorFlow.</summary>
    private static readonly Dictionary<string, (string Setting, JsonValue Value)> Defaults = new()
    {
        ["gelu"] = ("approximate", JsonValue.Create(false)),
        ["leaky_relu"] = ("negative_slope", JsonValue.Create(0.2)),
        ["argmax"] = ("axis", JsonValue.Create(0)),
        ["argmin"] = ("axis", JsonValue.Create(0)),
        ["cumsum"] = ("axis", JsonValue.Create(0)),
        ["gather"] = ("axis", JsonValue.Create(0)),
    };

    /// <summary>TensorFlow's names of settings → Keras's.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["axis"] = "axis",
        ["keepdims"] = "keepdims",
        ["shape"] = "newshape",
        ["perm"] = "axes",
        ["dtype"] = "dtype",
        ["approximate"] = "approximate",
        ["alpha"] = "negative_slope",
        ["multiples"] = "repeats",
        ["clip_value_min"] = "x_min",
        ["clip_value_max"] = "x_max",
        ["depth"] = "num_classes",
    };

    /// <summary>Arguments that change nothing, where they have the value that they have by default.</summary>
    private static readonly HashSet<string> Silent = ["name", "message", "output_type", "validate_indices", "slice_spec"];

    /// <summary>Rewrites a layer that stands for a function of TensorFlow.</summary>
    /// <param name="layer">With calls as Keras 3 writes them.</param>
    /// <exception cref="ArgumentException">There is no such op.</exception>
    public static void Translate(JsonObject layer)
    {
        var config = layer["config"] as JsonObject;
        string function = (config?["function"] as JsonValue)?.ToString() ?? NodeDef(config?["node_def"]);
        string last = function[(function.LastIndexOf('.') + 1)..];
        if (layer["inbound_nodes"] is not JsonArray calls || !Ops.TryGetValue(last, out (string Op, string[] Tensors) op))
            throw new ArgumentException($"Layer '{layer["name"]}' expects a function of TensorFlow that Keras 3 has as an op. Received '{function}'. "
                + "Replace it in Python by a layer or an op of Keras, and save the model again.");

        var settings = new JsonObject { ["name"] = layer["name"]?.DeepClone() };
        if (Defaults.TryGetValue(last, out var differs)) settings[differs.Setting] = differs.Value.DeepClone();
        foreach (JsonNode? item in calls)
        {
            JsonObject call = item.AsItem(), kwargs = call["kwargs"].AsItem();
            JsonArray args = call["args"].AsList();
            foreach (string name in op.Tensors[Math.Min(args.Count, op.Tensors.Length)..])
                if (kwargs[name] is { } tensor) args.Add(tensor.DeepClone());
            if (last == "getitem") args.Add(Indices(kwargs["slice_spec"]));
            foreach ((string key, JsonNode? value) in kwargs)
                if (Settings.TryGetValue(key, out string? setting) && value is not null) settings[setting] = value.DeepClone();
                else if (!op.Tensors.Contains(key) && !IsSilent(key, value))
                    throw new ArgumentException($"Layer '{layer["name"]}', '{function}', expects the arguments that Keras's op {op.Op} has. Received {key} = {JsonField.Short(value)}. "
                        + "Replace it in Python by a layer or an op of Keras, and save the model again.");
            call["kwargs"] = new JsonObject();
        }
        (layer["class_name"], layer["module"], layer["config"]) = (op.Op, "keras.src.ops", settings);
    }

    private static bool IsSilent(string key, JsonNode? value) => Silent.Contains(key) || value is null || value.ToJsonString() is "false"
        || (key is "batch_dims" or "off_value" && IsNumber(value, 0)) || (key == "on_value" && IsNumber(value, 1));

    private static bool IsNumber(JsonNode node, double number) => node is JsonValue && node.GetValueKind() == System.Text.Json.JsonValueKind.Number && PythonNumber.Read(node) == number;

    /// <summary>The operation of TensorFlow in a layer of 2.0 to 2.3, which says it as JSON in a text.</summary>
    private static string NodeDef(JsonNode? node)
    {
        if (node is JsonValue text && text.GetValueKind() == System.Text.Json.JsonValueKind.String && text.ToString().StartsWith('{'))
            node = PythonJson.Read(text.ToString()) as JsonObject;
        return node.Find("op").TextOrNull() ?? (node as JsonValue)?.ToString() ?? "";
    }

    /// <summary>Indices as Keras 3 writes them: slices are objects of their own.</summary>
    private static JsonNode Indices(JsonNode? spec) => new JsonArray([.. (spec as JsonArray ?? []).Select(item => item is not JsonObject slice
        ? item is JsonValue text && text.ToString() == "ellipsis" ? new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() } : item?.DeepClone()
        : new JsonObject
        {
            ["class_name"] = "__slice__",
            ["config"] = new JsonObject { ["start"] = slice["start"]?.DeepClone(), ["stop"] = slice["stop"]?.DeepClone(), ["step"] = slice["step"]?.DeepClone() },
        })]);
}
