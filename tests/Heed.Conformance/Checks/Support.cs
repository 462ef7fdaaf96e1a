using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Constraints;
using Heed.Initializers;
using Heed.Layers;
using Heed.Losses;
using Heed.Metrics;
using Heed.Optimizers;
using Heed.Regularizers;

namespace Heed.Conformance;

/// <summary>Heed does not know something that a case holds.</summary>
internal sealed class UnsupportedException(string what) : Exception($"Heed does not know {what}");

/// <summary>Builds Keras objects through the registry; a case with a class that is not registered is unsupported, not wrong.</summary>
internal static class Support
{
    /// <summary>Settings that belong to features of their own; a case that uses one is unsupported.</summary>
    private static readonly string[] LaterSettings = ["quantization_config"];

    private static readonly Dictionary<string, Func<string, bool>> Kinds = new()
    {
        ["keras.layers"] = KerasRegistry.Knows<Layer>,
        ["keras.models"] = KerasRegistry.Knows<Layer>,
        ["keras.utils"] = KerasRegistry.Knows<Layer>,
        ["keras.src.models.functional"] = KerasRegistry.Knows<Layer>,
        ["keras.src.models.sequential"] = KerasRegistry.Knows<Layer>,
        ["keras.initializers"] = KerasRegistry.Knows<Initializer>,
        ["keras.regularizers"] = KerasRegistry.Knows<Regularizer>,
        ["keras.constraints"] = KerasRegistry.Knows<Constraint>,
        ["keras.losses"] = KerasRegistry.Knows<Loss>,
        ["keras.metrics"] = KerasRegistry.Knows<Metric>,
        ["keras.optimizers"] = KerasRegistry.Knows<Optimizer>,
        ["keras.optimizers.schedules"] = KerasRegistry.Knows<LearningRateSchedule>,
    };

    /// <summary>Makes the object that a case describes.</summary>
    /// <exception cref="UnsupportedException">It, or one inside it, is of a class that Heed does not know.</exception>
    public static T Make<T>(JsonElement @object) where T : class, IKerasObject
    {
        string name = @object.GetProperty("class_name").GetString()!;
        if (!KerasRegistry.Knows<T>(name)) throw new UnsupportedException(name);
        RequireAll(@object.GetProperty("config"));
        return KerasRegistry.Deserialize<T>(JsonNode.Parse(@object.GetRawText())!);
    }

    private static void RequireAll(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (JsonElement item in value.EnumerateArray()) RequireAll(item);
        if (value.ValueKind != JsonValueKind.Object) return;

        if (value.TryGetProperty("class_name", out JsonElement name) && value.TryGetProperty("module", out JsonElement module)
            && Kinds.TryGetValue(module.GetString() ?? "", out Func<string, bool>? knows) && !knows(name.GetString()!))
            throw new UnsupportedException(name.GetString()!);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (property.Name.EndsWith("activation") && property.Value.ValueKind == JsonValueKind.String && !KerasRegistry.Knows<ActivationFunction>(property.Value.GetString()!))
                throw new UnsupportedException(property.Value.GetString()!);
            if (LaterSettings.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Null) throw new UnsupportedException(property.Name);
            RequireAll(property.Value);
        }
    }
}
