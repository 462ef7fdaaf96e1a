using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Something that Keras serializes as module, class name and config: layers, initializers, losses and so on.</summary>
public interface IKerasObject
{
    /// <summary>The Python module in which Keras has the class, such as <c>keras.layers</c>.</summary>
    string Module { get; }

    /// <summary>Keras's name of the class.</summary>
    string ClassName { get; }

    /// <summary>The name under which a user's class is registered (<c>package&gt;Class</c>); <see langword="null"/> for Keras's own.</summary>
    string? RegisteredName => null;

    /// <summary>The settings from which the object can be made again.</summary>
    /// <returns>Keras's keys and values.</returns>
    Config GetConfig();

    /// <summary>How Keras writes the object where it does not write module, class name and config: a function's bare name, for one.</summary>
    internal JsonNode? ShortForm => null;

    /// <summary>Is it one object wherever it stands in a file, so that files say which ones are the same?</summary>
    internal bool HasIdentity => false;

    /// <summary>What Keras writes after the config: of layers, the shapes for which they were built.</summary>
    internal IEnumerable<(string Key, JsonNode? Value)> Appendix => [];

    /// <summary>Called by the registry after the factory, so that no factory repeats what all objects of a kind have in common.</summary>
    internal void Restore(Config config) { }

    /// <summary>Called by the registry after <see cref="Restore"/>, where there is more than a config: reads <see cref="Appendix"/> back.</summary>
    /// <param name="serialized">All that was written.</param>
    /// <param name="isInside">Is it read as a part of another object?</param>
    internal void RestoreAppendix(JsonObject serialized, bool isInside) { }
}
