namespace Heed.Layers;

/// <summary>Applies an activation function.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape.</para>
/// <para><b>Masks</b>   pass through.</para>
/// <para><b>Source</b>  keras/src/layers/activations/activation.py.</para>
/// </remarks>
public sealed class Activation : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="activation">Keras's name, a function, or another layer; <see langword="null"/>: linear.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public Activation(ActivationFunction? activation, string? name = null) : base(name) => Function = AddActivation(activation);

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Function.Apply(inputs[0]);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("activation", Function);

    internal static Activation FromConfig(Config config) => new(config.GetObject<ActivationFunction>("activation"), config.Name);
}
