using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Masks the steps whose features all equal a value, so that later layers skip them.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, D), or any rank of at least 1; the last axis is the features'.</para>
/// <para><b>Output</b>  the same shape; masked steps are 0.</para>
/// <para><b>Masks</b>   (B, T): true where any feature differs from the value. A mask on the input is not passed on.</para>
/// <para><b>Source</b>  keras/src/layers/core/masking.py.</para>
/// </remarks>
public sealed class Masking : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="maskValue">A number, or an array that broadcasts to the input's shape; <see langword="null"/>: 0.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public Masking(Tensor? maskValue = null, string? name = null) : base(name) => MaskValue = maskValue?.Keep() ?? 0.0;

    /// <summary>What masked steps consist of.</summary>
    public Tensor MaskValue { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor keep = Any(NotEqual(inputs[0], MaskValue), -1, keepDims: true);         // (B, T, 1)
        Tensor output = Where(keep, inputs[0], 0);
        output.Mask = Squeeze(keep, -1);
        return output;
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, or it has no axes.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1, "one input of rank 1 or more (…, D)", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => Any(NotEqual(inputs[0], MaskValue), -1);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("mask_value", TensorConfig.ToJson(MaskValue));

    internal static Masking FromConfig(Config config) =>
        new(config.Json["mask_value"] is { } value ? TensorConfig.Read(value) : null, config.Name);
}
