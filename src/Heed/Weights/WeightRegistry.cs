using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>Initializers, regularizers and constraints: a line each, with the short names that Keras knows.</summary>
    static partial void RegisterWeights()
    {
        AddInitializer("Ones", _ => new Ones());
        AddInitializer("Zeros", _ => new Zeros());
    }

    private static void AddInitializer(string name, Func<Config, Initializer> factory, params string[] others) => Add(name, factory, others);

    private static void AddRegularizer(string name, Func<Config, Regularizer> factory, params string[] others) => Add(name, factory, others);

    private static void AddConstraint(string name, Func<Config, Constraint> factory, params string[] others) => Add(name, factory, others);

    /// <summary>A class under its own name, its snake_case name and further ones.</summary>
    private static void Add<T>(string name, Func<Config, T> factory, string[] others) where T : class, IKerasObject
    {
        foreach (string key in (string[])[name, Snake.Case(name), .. others]) Register(key, factory);
    }
}
