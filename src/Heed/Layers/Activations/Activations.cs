using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The activation functions that Keras knows by name, a line each.</summary>
internal static class Activations
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["celu"] = x => Celu(x),
        ["elu"] = x => Elu(x),
        ["exponential"] = Exp,
        ["gelu"] = x => Gelu(x, approximate: false),
        ["glu"] = x => Glu(x),
        ["hard_shrink"] = x => HardShrink(x),
        ["hard_sigmoid"] = HardSigmoid,
        ["hard_silu"] = HardSilu,
        ["hard_tanh"] = HardTanh,
        ["leaky_relu"] = x => LeakyRelu(x),
        ["linear"] = x => x,
        ["log_sigmoid"] = LogSigmoid,
        ["log_softmax"] = x => LogSoftmax(x, -1),
        ["mish"] = Mish,
        ["relu"] = Relu,
        ["relu6"] = Relu6,
        ["selu"] = Selu,
        ["sigmoid"] = Sigmoid,
        ["silu"] = Silu,
        ["soft_shrink"] = x => SoftShrink(x),
        ["softmax"] = x => Ops.Softmax(x, -1),
        ["softplus"] = Softplus,
        ["softsign"] = Softsign,
        ["sparse_plus"] = SparsePlus,
        ["sparse_sigmoid"] = SparseSigmoid,
        ["sparsemax"] = x => Sparsemax(x),
        ["squareplus"] = x => SquarePlus(x),
        ["tanh"] = Tanh,
        ["tanh_shrink"] = TanhShrink,
    };

    /// <summary>Is it the name of one of Keras's functions, which its configs hold bare?</summary>
    public static bool IsKeras(string name) => Functions.ContainsKey(name);

    /// <summary>Makes all of them known, with Keras's second names.</summary>
    public static void Register()
    {
        foreach ((string name, Func<Tensor, Tensor> function) in Functions) Register(name, new ActivationFunction(name, function));
        Register("swish", new ActivationFunction("silu", Silu));
        Register("hard_swish", new ActivationFunction("hard_silu", HardSilu));
        KerasRegistry.Register<ActivationFunction>("threshold", _ => throw new ArgumentException(
            "Activation 'threshold' expects its two settings, which a name cannot carry. Use (Func<Tensor, Tensor>)(x => Ops.Threshold(x, threshold, defaultValue))."));
    }

    private static void Register(string name, ActivationFunction function) => KerasRegistry.Register(name, _ => function);
}
