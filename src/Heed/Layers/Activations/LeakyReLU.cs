using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The rectifier that lets a little through below 0: <c>x</c> from 0 on, else <c>negativeSlope · x</c>.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Maas et al. 2013; keras/src/layers/activations/leaky_relu.py.</para>
/// </remarks>
public sealed class LeakyReLU : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="negativeSlope">The slope below 0, at least 0.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="negativeSlope"/> is negative or not finite.</exception>
    public LeakyReLU(double negativeSlope = 0.3, string? name = null) : base(name) => NegativeSlope = Require.NotNegative(negativeSlope, this);

    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => LeakyRelu(inputs[0], NegativeSlope);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("negative_slope", NegativeSlope);

    /// <summary>Older files call the slope <c>alpha</c>.</summary>
    internal static LeakyReLU FromConfig(Config config) => new(config.Get("alpha", config.Get("negative_slope", 0.3)), config.Name);
}
