using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>A function that a layer applies to its result: one of Keras's by name, one of your own, or an activation layer.</summary>
/// <remarks>
/// <c>activation: "relu"</c> and <c>activation: (Func&lt;Tensor, Tensor&gt;)Ops.Relu6</c> convert implicitly. Settings other than Keras's defaults are given in
/// a function: <c>new ActivationFunction("steep", x => Ops.LeakyRelu(x, 0.4))</c>, which files can hold once it is registered:
/// <c>KerasRegistry.Register("steep", _ => steep)</c>.
/// Source: keras/src/activations/__init__.py.
/// </remarks>
public sealed class ActivationFunction : IKerasObject
{
    private readonly Func<Tensor, Tensor> _function;

    /// <summary>A function of your own under a name.</summary>
    /// <param name="name">The name that configs hold.</param>
    /// <param name="function">Made of ops, so that it has a gradient.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public ActivationFunction(string name, Func<Tensor, Tensor> function)
    {
        if (string.IsNullOrEmpty(name)) throw new ArgumentException("ActivationFunction expects a name. Received an empty one.", nameof(name));
        (Name, _function) = (name, function);
    }

    private ActivationFunction(Func<Tensor, Tensor> function, Layer? layer) => (_function, Layer) = (function, layer);

    private ActivationFunction(string? name, Func<Tensor, Tensor> function, Layer? layer) => (Name, _function, Layer) = (name, function, layer);

    /// <summary>Gives its input back; what a missing activation means.</summary>
    public static ActivationFunction Linear { get; } = new("linear", x => x);

    /// <summary>Keras's name or the one given; <see langword="null"/> for a function without a name, which configs cannot hold.</summary>
    public string? Name { get; }

    /// <summary>The layer behind it, if it is one.</summary>
    public Layer? Layer { get; }

    /// <inheritdoc/>
    public string Module => "builtins";

    /// <inheritdoc/>
    public string ClassName => "function";

    JsonNode? IKerasObject.ShortForm => this switch
    {
        { Layer: { } layer } => KerasRegistry.Serialize(layer),
        { Name: null } => throw new ArgumentException("ActivationFunction expects a name where its config is asked for. Received a function without one. "
            + "Use new ActivationFunction(name, function) and KerasRegistry.Register(name, _ => activation)."),
        _ when Activations.IsKeras(Name) => JsonValue.Create(Name),
        _ => FunctionConfig.Of(Name),
    };

    /// <summary>One of Keras's functions, or a registered one.</summary>
    /// <param name="name">Such as <c>relu</c>.</param>
    /// <exception cref="ArgumentException">No function has this name.</exception>
    public static implicit operator ActivationFunction(string name) => KerasRegistry.Create<ActivationFunction>(name);

    /// <summary>A function without a name.</summary>
    /// <param name="function">Made of ops, so that it has a gradient.</param>
    public static implicit operator ActivationFunction(Func<Tensor, Tensor> function) => new(function, null);

    /// <summary>An activation layer.</summary>
    /// <param name="layer">Such as <c>new ReLU(maxValue: 6)</c>.</param>
    public static implicit operator ActivationFunction(Layer layer) => new(x => layer.Apply(x), layer);

    /// <summary>Applies the function.</summary>
    /// <param name="x">Any tensor that the function takes.</param>
    /// <returns>The function's value.</returns>
    public Tensor Apply(Tensor x) => _function(x);

    /// <summary>The same function, computed again for its gradient rather than kept.</summary>
    internal ActivationFunction Rematerialized()
    {
        Func<Tensors, Tensors> again = Tape.Rematerialize(x => Tensors.Single(_function(x)));
        return new(Name, x => again(x), Layer);
    }

    /// <summary>Is it this op and nothing else? Layers with a fused path for it ask.</summary>
    internal bool Is(Func<Tensor, Tensor> op) => _function == op;

    /// <inheritdoc/>
    public Config GetConfig() => new();

    /// <summary>The name.</summary>
    /// <returns>Such as <c>relu</c>.</returns>
    public override string ToString() => Layer?.ToString() ?? Name ?? "function without a name";
}
