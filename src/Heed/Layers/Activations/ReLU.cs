using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The rectified linear unit: <c>max(x, 0)</c>, with a ceiling, a slope below the threshold, and a threshold if wanted.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape.</para>
/// <para><b>Formula</b>  x ≥ maxValue: maxValue. threshold &lt; x: x. Else: negativeSlope · (x − threshold).</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   keras/src/layers/activations/relu.py, keras/src/activations/activations.py.</para>
/// </remarks>
public sealed class ReLU : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="maxValue">The ceiling, at least 0; <see langword="null"/>: none.</param>
    /// <param name="negativeSlope">The slope below the threshold, at least 0.</param>
    /// <param name="threshold">Where it starts to rise, at least 0.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is negative or not finite.</exception>
    public ReLU(double? maxValue = null, double negativeSlope = 0.0, double threshold = 0.0, string? name = null) : base(name)
    {
        MaxValue = maxValue is { } ceiling ? Require.NotNegative(ceiling, this, nameof(maxValue)) : null;
        (NegativeSlope, Threshold) = (Require.NotNegative(negativeSlope, this), Require.NotNegative(threshold, this));
    }

    /// <summary>The ceiling.</summary>
    public double? MaxValue { get; }

    /// <summary>The slope below the threshold.</summary>
    public double NegativeSlope { get; }

    /// <summary>Where it starts to rise.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Of(inputs[0], MaxValue, NegativeSlope, Threshold);

    /// <summary>The formula; Keras's activation of this name is an op in graphs.</summary>
    internal static Tensor Of(Tensor x, double? maxValue, double negativeSlope, double threshold)
    {
        if (negativeSlope != 0 && maxValue is null && threshold == 0) return LeakyRelu(x, negativeSlope);
        Tensor positive = threshold != 0 ? Where(Greater(x, threshold), x, 0) : maxValue == 6 ? Relu6(x) : Relu(x);
        if (maxValue is { } ceiling && (threshold != 0 || ceiling != 6)) positive = Clip(positive, 0, ceiling);
        return negativeSlope == 0 ? positive : positive - negativeSlope * Relu(threshold - x);
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("max_value", MaxValue).With("negative_slope", NegativeSlope).With("threshold", Threshold);

    internal static ReLU FromConfig(Config config) =>
        new(config.Get<double?>("max_value", null), config.Get("negative_slope", 0.0), config.Get("threshold", 0.0), config.Name);
}
