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
        ["cast"] = ("Cast", ["x"]),
    };

    /// <summary>TensorFlow's names of settings → Keras's.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["axis"] = "axis",
        ["keepdims"] = "keepdims",
        ["shape"] = "newshape",
        ["perm"] = "axes",
        ["dtype"] = "dtype",
    };

    /// <summary>Rewrites a layer that stands for a function of TensorFlow.</summary>
    /// <param name="layer">With calls as Keras 3 writes them.</param>
    /// <exception cref="ArgumentException">There is no such op.</exception>
    public static void Translate(JsonObject layer)
    {
        var config = layer["config"] as JsonObject;
        string function = (config?["function"] as JsonValue)?.ToString() ?? (config?["node_def"] as JsonValue)?.ToString() ?? "";
        string last = function[(function.LastIndexOf('.') + 1)..];
        if (layer["inbound_nodes"] is not JsonArray calls || !Ops.TryGetValue(last, out (string Op, string[] Tensors) op))
            throw new ArgumentException($"Layer '{layer["name"]}' expects a function of TensorFlow that Keras 3 has as an op. Received '{function}'. "
                + "Replace it in Python by a layer or an op of Keras, and save the model again.");

        var settings = new JsonObject { ["name"] = layer["name"]?.DeepClone() };
        foreach (JsonNode? item in calls)
        {
            JsonObject call = item.AsItem(), kwargs = call["kwargs"].AsItem();
            JsonArray args = call["args"].AsList();
            foreach (string name in op.Tensors[Math.Min(args.Count, op.Tensors.Length)..])
                if (kwargs[name] is { } tensor) args.Add(tensor.DeepClone());
            if (last == "getitem") args.Add(Indices(kwargs["slice_spec"]));
            foreach ((string key, string setting) in Settings)
                if (kwargs[key] is { } value) settings[setting] = value.DeepClone();
            call["kwargs"] = new JsonObject();
        }
        (layer["class_name"], layer["module"], layer["config"]) = (op.Op, "keras.src.ops", settings);
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
