using System.Text.Json.Nodes;

namespace Heed;

/// <summary>The settings of a layer or another Keras object, under Keras's own keys; what <c>GetConfig</c> gives and files hold.</summary>
/// <remarks>Enums are written in snake_case, shapes as lists with null for unknown lengths, Keras objects as their own serialization.</remarks>
public sealed class Config
{
    /// <summary>Wraps a JSON object.</summary>
    /// <param name="json">The keys and values; <see langword="null"/> starts empty.</param>
    public Config(JsonObject? json = null) => Json = json ?? [];

    /// <summary>The settings as JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>The value of <c>name</c>, if there is one.</summary>
    public string? Name => Get<string?>("name", null);

    /// <summary>Is there such a key, be it with the value null?</summary>
    /// <param name="key">Keras's key.</param>
    /// <returns>Whether the key is there.</returns>
    public bool Has(string key) => Json.ContainsKey(key);

    /// <summary>Adds or replaces a setting.</summary>
    /// <param name="key">Keras's key, in snake_case.</param>
    /// <param name="value">A boolean, number, string, enum, shape, element type, list of those, JSON, Keras object, or <see langword="null"/>.</param>
    /// <returns>This config, so that calls chain.</returns>
    public Config With(string key, object? value)
    {
        Json[key] = ToJson(value);
        return this;
    }

    /// <summary>Reads a setting.</summary>
    /// <typeparam name="T">bool, int, long, double, string, an enum, <see cref="Shape"/>, <see cref="Axes"/>, an array of int, double or string, a nullable of those, or JSON.</typeparam>
    /// <param name="key">Keras's key.</param>
    /// <param name="defaultValue">The answer where the key is absent.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The value is of another kind.</exception>
    public T Get<T>(string key, T defaultValue)
    {
        if (!Json.TryGetPropertyValue(key, out JsonNode? node)) return defaultValue;
        if (node is null && defaultValue is Axes) throw new ArgumentException($"Config expects '{key}' to be an axis or several. Received null. Name the axes.");
        try
        {
            return (T)ConfigValue.Read(node, typeof(T))!;
        }
        catch (Exception error) when (ConfigValue.IsOfAnotherKind(error))
        {
            throw new ArgumentException($"Config expects '{key}' to be a {typeof(T).Name}. Received {(node is null ? "null" : JsonField.Short(node))}.", error);
        }
    }

    /// <summary>Reads a setting that must be there.</summary>
    /// <typeparam name="T">As for <see cref="Get{T}(string, T)"/>.</typeparam>
    /// <param name="key">Keras's key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The key is absent, or the value is null or of another kind.</exception>
    public T Require<T>(string key) => !Has(key)
        ? throw new ArgumentException($"Config expects a value for '{key}'. Received only {string.Join(", ", Json.Select(pair => pair.Key))}.")
        : Get<T>(key, default!) ?? throw new ArgumentException($"Config expects '{key}' to be a {typeof(T).Name}. Received null.");

    /// <summary>Reads a Keras object, such as an initializer, from its serialization or its name.</summary>
    /// <typeparam name="T">The kind of object.</typeparam>
    /// <param name="key">Keras's key.</param>
    /// <returns>The object; <see langword="null"/> where the key is absent or null.</returns>
    public T? GetObject<T>(string key) where T : class, IKerasObject =>
        Json.TryGetPropertyValue(key, out JsonNode? node) && node is not null ? KerasRegistry.Deserialize<T>(node) : null;

    internal static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        JsonNode node => node.Parent is null ? node : node.DeepClone(),
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        float number => PythonNumber.ToJson(number),
        double number => PythonNumber.ToJson(number),
        DType type => JsonValue.Create(type.Name()),
        Enum choice => JsonValue.Create(Snake.Case(choice.ToString())),
        Dim dim => dim.IsKnown ? JsonValue.Create(dim.Value) : null,
        IKerasObject item => KerasRegistry.Serialize(item),
        Config config => config.Json.DeepClone(),
        Axes { IsList: false } axes => JsonValue.Create(axes[0]),
        System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => throw new ArgumentException($"Config expects numbers, strings, enums, shapes, lists and Keras objects. Received a {value.GetType().Name}."),
    };
}
