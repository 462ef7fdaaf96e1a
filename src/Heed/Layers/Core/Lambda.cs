using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>Makes a layer of a C# function.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  what the function takes and gives. Without <c>outputShape</c> the shape is found by calling it on symbolic tensors.</para>
/// <para><b>Masks</b>   the function sees them; the output has one only if <c>mask</c> computes it.</para>
/// <para><b>Differs</b>  Python code in a file is never run: register a C# function under a name instead (see <see cref="LambdaFunction"/>).</para>
/// <para><b>Source</b>  keras/src/layers/core/lambda_layer.py.</para>
/// </remarks>
public sealed class Lambda : Layer
{
    /// <summary>A layer of a function of one tensor, without a name in configs.</summary>
    /// <param name="function">Made of ops, so that it has a gradient and takes symbolic tensors.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public Lambda(Func<Tensor, Tensor> function, string? name = null) : this(new LambdaFunction(null, function), name: name) { }

    /// <summary>A layer of any function.</summary>
    /// <param name="function">The function, or the name under which it was registered.</param>
    /// <param name="outputShape">The output's shape without the batch; <see langword="null"/>: found by calling the function.</param>
    /// <param name="mask">Gives the output's mask; the masks of the inputs are its call argument <c>mask</c>. <see langword="null"/>: there is none.</param>
    /// <param name="arguments">Settings that the function receives at every call; <see langword="null"/>: none.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public Lambda(LambdaFunction function, Shape? outputShape = null, LambdaFunction? mask = null, Config? arguments = null, string? name = null) : base(name) =>
        (Function, OutputShape, Mask, Arguments) = (function, outputShape, mask, arguments ?? new Config());

    /// <summary>The function.</summary>
    public LambdaFunction Function { get; }

    /// <summary>The output's shape without the batch.</summary>
    public Shape? OutputShape { get; }

    /// <summary>Gives the output's mask.</summary>
    public LambdaFunction? Mask { get; }

    /// <summary>Settings that the function receives at every call.</summary>
    public Config Arguments { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => Mask is not null;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Function.Invoke(inputs, call, Arguments);

    /// <inheritdoc/>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => OutputShape is null ? null : [inputs[0][0], .. OutputShape];

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) =>
        Mask is null ? null : new Masks(Mask.Invoke(inputs, CallArguments.None.With("mask", mask), Arguments));

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("function", Function);
        if (OutputShape is not null) config.With("output_shape", OutputShape);
        if (Mask is not null) config.With("mask", Mask);
        return config.With("arguments", Arguments);
    }

    internal static Lambda FromConfig(Config config)
    {
        foreach (string key in (string[])["function", "output_shape", "mask"])
            if (config.Json[key] is JsonObject code && code["class_name"].TextOrNull() == "__lambda__")
                throw new ArgumentException($"Lambda '{config.Name}' expects a named function as '{key}'. Received Python code, which Heed never runs. "
                    + "In Python, define a function with a name and save again; in C#, register one of the same name: KerasRegistry.Register(name, _ => new LambdaFunction(name, x => …)).");
        return new(config.GetObject<LambdaFunction>("function") ?? throw new ArgumentException($"Lambda '{config.Name}' expects a 'function'. Received none."),
            config.Get<Shape?>("output_shape", null), config.GetObject<LambdaFunction>("mask"), new Config((JsonObject?)config.Get<JsonObject?>("arguments", null)?.DeepClone()), config.Name);
    }
}
