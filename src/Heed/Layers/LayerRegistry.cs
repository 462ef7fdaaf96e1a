using Heed.Layers;

namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>The layers of Keras, a line each in alphabetical order.</summary>
    static partial void RegisterLayers()
    {
        Activations.Register();
        AddLayer("InputLayer", InputLayer.FromConfig);
    }

    /// <summary>A layer; what all layers have in common (type policy, trainable, activity regularizer) the registry restores.</summary>
    private static void AddLayer(string name, Func<Config, Layer> factory) => Register(name, factory);

    /// <summary>A layer that also serves as another layer's activation.</summary>
    private static void AddActivationLayer(string name, Func<Config, Layer> factory)
    {
        AddLayer(name, factory);
        Register<ActivationFunction>(name, config => Create<Layer>(name, config));
    }
}
