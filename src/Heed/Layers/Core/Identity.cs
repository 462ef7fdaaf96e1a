namespace Heed.Layers;

/// <summary>Gives its input back.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  one tensor or several, of any shape and type; the same.</para>
/// <para><b>Masks</b>   pass through.</para>
/// <para><b>Source</b>  keras/src/layers/core/identity.py.</para>
/// </remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Identity(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;

    /// <inheritdoc/>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? inputs[0] : null;

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        inputs.WithSame(input => Tensor.Symbolic(input.Shape, input.DType));

    internal static Identity FromConfig(Config config) => new(config.Name);
}
