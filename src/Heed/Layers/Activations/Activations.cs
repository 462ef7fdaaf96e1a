using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The activation functions that Keras knows by name, a line each.</summary>
internal static class Activations
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["linear"] = x => x,
        ["sigmoid"] = Sigmoid,
    };

    /// <summary>Is it the name of one of Keras's functions, which its configs hold bare?</summary>
    public static bool IsKeras(string name) => Functions.ContainsKey(name);

    /// <summary>Makes all of them known, with Keras's second names.</summary>
    public static void Register()
    {
        foreach ((string name, Func<Tensor, Tensor> function) in Functions) Register(name, new ActivationFunction(name, function));
    }

    private static void Register(string name, ActivationFunction function) => KerasRegistry.Register(name, _ => function);
}
