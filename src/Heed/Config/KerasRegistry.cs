using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Which C# factory makes which Keras class. No reflection: every class is a line in the table of its folder.</summary>
/// <remarks>Users add their own classes with <see cref="Register{T}"/>, under the name that stands in the file.</remarks>
public static partial class KerasRegistry
{
    private static readonly ConcurrentDictionary<(Type Kind, string Name), Func<Config, IKerasObject>> Factories = new();

    /// <summary>How many objects are being read on this thread, one inside the other.</summary>
    [ThreadStatic] private static int t_depth;

    static KerasRegistry()
    {
        RegisterPolicies();
        RegisterWeights();
        RegisterLayers();
        RegisterModels();
        RegisterTraining();
    }

    /// <summary>Makes a class known, so that configs and files that hold it can be read.</summary>
    /// <typeparam name="T">The kind: <c>Layer</c>, <c>Initializer</c>, <c>Loss</c> …</typeparam>
    /// <param name="name">The class name or, for Keras's <c>register_keras_serializable</c>, <c>package&gt;Class</c>.</param>
    /// <param name="factory">Makes an object from its config.</param>
    public static void Register<T>(string name, Func<Config, T> factory) where T : class, IKerasObject => Factories[(typeof(T), name)] = factory;

    /// <summary>The names known for a kind, in alphabetical order.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <returns>Class names and, where Keras has them, short names such as <c>he_normal</c>.</returns>
    public static IReadOnlyList<string> Names<T>() where T : class, IKerasObject =>
        [.. Factories.Keys.Where(key => key.Kind == typeof(T)).Select(key => key.Name).Order(StringComparer.Ordinal)];

    /// <summary>Is there a class of this name?</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="name">A class or short name.</param>
    /// <returns>Whether <see cref="Create{T}"/> would find it.</returns>
    public static bool Knows<T>(string name) where T : class, IKerasObject => Factories.ContainsKey((typeof(T), name));

    /// <summary>Makes an object by its class name or short name.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="name">A class name (<c>HeNormal</c>) or short name (<c>he_normal</c>).</param>
    /// <param name="config">Its settings; <see langword="null"/>: Keras's defaults.</param>
    /// <returns>The object.</returns>
    /// <exception cref="ArgumentException">No such class is known.</exception>
    public static T Create<T>(string name, Config? config = null) where T : class, IKerasObject
    {
        if (Factories.TryGetValue((typeof(T), name), out Func<Config, IKerasObject>? factory))
        {
            IKerasObject made = factory(config ?? new Config());
            made.Restore(config ?? new Config());
            return (T)made;
        }
        string nearest = Nearest.To(name, Names<T>()) is { } close ? $" Did you mean '{close}'?" : $" Known are {string.Join(", ", Names<T>())}.";
        throw new ArgumentException($"{typeof(T).Name} '{name}' is not known to Heed.{nearest} Register it with KerasRegistry.Register<{typeof(T).Name}>(\"{name}\", config => …).");
    }

    /// <summary>Reads an object from Keras's serialization or its short name.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="node">A string, or an object with <c>class_name</c> and <c>config</c>.</param>
    /// <returns>The object.</returns>
    /// <exception cref="ArgumentException">The class is not known, or the settings are wrong.</exception>
    public static T Deserialize<T>(JsonNode node) where T : class, IKerasObject
    {
        if (node.TextOrNull() is { } bare) return Create<T>(bare);
        if (node is not JsonObject item || item["class_name"].TextOrNull() is not { } name)
            throw new ArgumentException($"{typeof(T).Name} expects a name, or an object with 'class_name' and 'config'. Received {JsonField.Short(node)}.");
        if (item["registered_name"].TextOrNull() is { } registered && (Knows<T>(registered) || (registered.Contains('>') && !Knows<T>(name)))) name = registered;
        if (item["config"].TextOrNull() is { } function) return Create<T>(function);   // {"class_name": "function", "config": "relu"}
        using var shared = new SharedObjects();
        if (shared.Known<T>(item) is { } known) return known;
        T made = CreateAround<T>(name, new Config(item["config"] as JsonObject));
        made.RestoreAppendix(item, isInside: t_depth > 0);
        shared.Note(item, made);
        return made;
    }

    /// <summary>Makes an object whose parts, read meanwhile, know that they are inside it.</summary>
    private static T CreateAround<T>(string name, Config config) where T : class, IKerasObject
    {
        t_depth++;
        try
        {
            return Create<T>(name, config);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or OverflowException)
        {
            throw new ArgumentException($"{name} '{config.Json["name"]}' expects a config as Keras writes it. Received one that cannot be read: {error.Message}", error);
        }
        finally
        {
            t_depth--;
        }
    }

    /// <summary>Keras's serialization of an object.</summary>
    /// <param name="item">The object.</param>
    /// <returns>module, class_name, config and registered_name, and of a layer that comes more than once shared_object_id; of one of Keras's functions, its name.</returns>
    public static JsonNode Serialize(IKerasObject item)
    {
        if (item.ShortForm is { } form) return form;
        using var shared = new SharedObjects();
        var json = new JsonObject
        {
            ["module"] = item.Module,
            ["class_name"] = item.ClassName,
            ["config"] = Config.ToJson(item.GetConfig()),
            ["registered_name"] = item.RegisteredName,
        };
        foreach ((string key, JsonNode? value) in item.Appendix) json[key] = value?.DeepClone();
        shared.Mark(item, json);
        return json;
    }

    static partial void RegisterPolicies();

    static partial void RegisterWeights();

    static partial void RegisterLayers();

    static partial void RegisterModels();

    static partial void RegisterTraining();
}
