using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The exponential linear unit: <c>x</c> above 0, else <c>alpha (eˣ − 1)</c>.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Clevert et al. 2015; keras/src/layers/activations/elu.py.</para>
/// </remarks>
public sealed class ELU : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="alpha">How deep it goes; a finite number.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not finite.</exception>
    public ELU(double alpha = 1.0, string? name = null) : base(name) => Alpha = double.IsFinite(alpha) ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), $"{this} expects alpha to be a finite number. Received {alpha}.");

    /// <summary>How deep it goes.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Elu(inputs[0], Alpha);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }

    /// <summary>Keras notes the arguments of this layer's constructor before what all layers have.</summary>
    /// <returns>name, alpha, then the others.</returns>
    public override Config GetConfig()
    {
        Config config = base.GetConfig();
        config.Json.Insert(1, "alpha", Config.ToJson(Alpha));
        return config;
    }

    internal static ELU FromConfig(Config config) => new(config.Get("alpha", 1.0), config.Name);
}
