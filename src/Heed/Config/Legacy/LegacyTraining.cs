using System.Text.Json.Nodes;

namespace Heed;

/// <summary>How Keras 2 said that a model was compiled.</summary>
internal static class LegacyTraining
{
    /// <summary>The compile configuration of Keras 3 for the training configuration of an <c>.h5</c> file.</summary>
    /// <param name="training">With <c>optimizer_config</c>.</param>
    /// <param name="isOld">Was it written before Keras 3?</param>
    /// <param name="report">Receives notes.</param>
    public static JsonObject Compile(JsonObject training, bool isOld, LoadReport report)
    {
        JsonObject config = training.DeepClone().AsObject();
        JsonNode? optimizer = config["optimizer_config"]?.DeepClone();
        config.Remove("optimizer_config");
        config.Insert(0, "optimizer", optimizer);
        return isOld ? Compile(config, report) : config;
    }

    /// <summary>The compile configuration of Keras 3 for one of Keras 2.</summary>
    public static JsonObject Compile(JsonObject old, LegacyConfig translation)
    {
        var report = new LoadReport();
        JsonObject config = Compile(old, report);
        foreach (string note in report.Notes) translation.Note(note);
        return config;
    }

    private static JsonObject Compile(JsonObject old, LoadReport report) => new()
    {
        ["optimizer"] = Optimizer(old["optimizer"], report),
        ["loss"] = Renamed(Inside(old["loss"])),
        ["loss_weights"] = old["loss_weights"]?.DeepClone(),
        ["metrics"] = Inside(old["metrics"]),
        ["weighted_metrics"] = Inside(old["weighted_metrics"]),
        ["run_eagerly"] = false,
        ["steps_per_execution"] = old["steps_per_execution"]?.DeepClone() ?? 1,
        ["jit_compile"] = old["jit_compile"]?.DeepClone() ?? "auto",
    };

    private static JsonNode? Optimizer(JsonNode? node, LoadReport report)
    {
        if (node is not JsonObject item || item["config"] is not JsonObject old) return node?.DeepClone();
        string name = (item["class_name"] as JsonValue)?.ToString() ?? "";
        if (name.Contains('>')) name = name[(name.IndexOf('>') + 1)..];
        JsonObject config = old.DeepClone().AsObject();
        if (config.ContainsKey("lr"))
        {
            config["learning_rate"] = config["lr"]!.DeepClone();
            config.Remove("lr");
        }
        double decay = config["decay"] is JsonValue value ? PythonNumber.Read(value) : 0;
        config.Remove("decay");
        if (decay != 0 && config["learning_rate"] is JsonValue rate)
        {
            report.Note($"{name}: decay = {PythonNumber.Spell(decay)} became the schedule InverseTimeDecay, which does the same.");
            config["learning_rate"] = new JsonObject
            {
                ["module"] = "keras.optimizers.schedules",
                ["class_name"] = "InverseTimeDecay",
                ["config"] = new JsonObject
                {
                    ["initial_learning_rate"] = rate.DeepClone(),
                    ["decay_steps"] = 1,
                    ["decay_rate"] = PythonNumber.ToJson(decay),
                    ["staircase"] = false,
                    ["name"] = "InverseTimeDecay",
                },
                ["registered_name"] = null,
            };
        }
        foreach (string key in (string[])["jit_compile", "is_legacy_optimizer", "schedule_decay"])
            if (config.Remove(key)) report.Note($"{name}: {key} was left out; it means nothing any more.");
        if (config.ContainsKey("epsilon") && config["epsilon"] is null) config["epsilon"] = PythonNumber.ToJson(1e-7);
        return new JsonObject { ["module"] = "keras.optimizers", ["class_name"] = name, ["config"] = config, ["registered_name"] = null };
    }

    /// <summary>A loss that Keras 2 called otherwise, wherever its name stands.</summary>
    private static JsonNode? Renamed(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Renamed(item?.DeepClone()))]),
        JsonObject item when !item.ContainsKey("class_name") => new JsonObject(item.Select(pair => KeyValuePair.Create(pair.Key, Renamed(pair.Value?.DeepClone())))),
        _ => node.TextOrNull() is "cosine_proximity" or "cosine" ? "cosine_similarity" : node,
    };

    /// <summary>Losses and metrics, wherever they stand: wrapped functions become the classes of Keras 3.</summary>
    private static JsonNode? Inside(JsonNode? node)
    {
        if (node is JsonArray list) return new JsonArray([.. list.Select(Inside)]);
        if (node is not JsonObject item) return node?.DeepClone();
        if (!item.ContainsKey("class_name") || item["config"] is not JsonObject old)
            return item.ContainsKey("class_name") ? item.DeepClone() : new JsonObject(item.Select(pair => KeyValuePair.Create(pair.Key, Inside(pair.Value))));
        JsonObject made = item.DeepClone().AsObject(), config = made["config"]!.AsObject();
        if ((item["class_name"] as JsonValue)?.ToString() is "MeanMetricWrapper" or "LossFunctionWrapper" && old["fn"] is JsonValue function)
            made["class_name"] = Pascal(function.ToString());
        config.Remove("fn");
        if ((config["reduction"] as JsonValue)?.ToString() == "auto") config["reduction"] = "sum_over_batch_size";
        return made;
    }

    private static string Pascal(string name) => string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
