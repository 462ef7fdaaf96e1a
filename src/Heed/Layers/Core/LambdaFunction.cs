using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>What a <see cref="Lambda"/> layer computes; under a registered name it can stand in a config.</summary>
/// <remarks>
/// <c>var twice = new LambdaFunction("twice", x => x * 2); KerasRegistry.Register("twice", _ => twice);</c> makes a file readable whose
/// Lambda layer holds the function's name.
/// </remarks>
public sealed class LambdaFunction : IKerasObject
{
    private readonly Func<Tensors, CallArguments, Config, Tensors> _function;

    /// <summary>A function of one tensor.</summary>
    /// <param name="name">The name that configs hold; <see langword="null"/>: configs cannot hold it.</param>
    /// <param name="function">Made of ops, so that it has a gradient and takes symbolic tensors.</param>
    public LambdaFunction(string? name, Func<Tensor, Tensor> function) : this(name, (inputs, _, _) => function(inputs)) { }

    /// <summary>A function of several tensors, the call's arguments (masks, training), and the layer's own arguments.</summary>
    /// <param name="name">The name that configs hold; <see langword="null"/>: configs cannot hold it.</param>
    /// <param name="function">Made of ops, so that it has a gradient and takes symbolic tensors.</param>
    public LambdaFunction(string? name, Func<Tensors, CallArguments, Config, Tensors> function) => (Name, _function) = (name, function);

    /// <summary>The name that configs hold.</summary>
    public string? Name { get; }

    /// <inheritdoc/>
    public string Module => "builtins";

    /// <inheritdoc/>
    public string ClassName => "function";

    JsonNode? IKerasObject.ShortForm => FunctionConfig.Of(Name ?? throw new ArgumentException(
        "Lambda expects a name for its function where its config is asked for. Received a function without one. "
        + "Use new LambdaFunction(name, function) and KerasRegistry.Register(name, _ => function)."));

    /// <summary>A registered function.</summary>
    /// <param name="name">The name under which it was registered.</param>
    /// <exception cref="ArgumentException">No function has this name.</exception>
    public static implicit operator LambdaFunction(string name) => KerasRegistry.Create<LambdaFunction>(name);

    /// <summary>Calls the function.</summary>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="call">Masks and training.</param>
    /// <param name="arguments">The layer's own arguments.</param>
    /// <returns>The function's value.</returns>
    public Tensors Invoke(Tensors inputs, CallArguments call, Config arguments) => _function(inputs, call, arguments);

    /// <inheritdoc/>
    public Config GetConfig() => new();
}
