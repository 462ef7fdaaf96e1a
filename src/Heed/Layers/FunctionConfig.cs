using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>How Keras writes a function that a user registered.</summary>
internal static class FunctionConfig
{
    /// <summary>The serialized form of a function.</summary>
    public static JsonObject Of(string name) => new()
    {
        ["module"] = "builtins",
        ["class_name"] = "function",
        ["config"] = name,
        ["registered_name"] = name,
    };
}
