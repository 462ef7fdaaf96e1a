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
}
