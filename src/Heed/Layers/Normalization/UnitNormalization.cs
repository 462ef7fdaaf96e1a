using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Divides every sample by its length (its L2 norm) over some axes.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape that has the axes; the same shape, where the squares along the axes sum to 1, and zeros stay.</para>
/// <para><b>Formula</b>  x · min(1 / √(Σ x²), 10¹²).</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   keras/src/layers/normalization/unit_normalization.py.</para>
/// </remarks>
public sealed class UnitNormalization : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axis">The axes over which squares are summed; <see langword="null"/>: the last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public UnitNormalization(Axes? axis = null, string? name = null) : base(name) => Axis = axis ?? -1;

    /// <summary>The axes over which squares are summed.</summary>
    public Axes Axis { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) =>
        inputs[0] * Minimum(Rsqrt(Sum(Square(inputs[0]), Axis.ToArray(), keepDims: true)), 1e12);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input lacks an axis.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        Heed.Axis.Of(Axis.ToArray(), inputs[0].Rank, ToString());
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", Axis);

    internal static UnitNormalization FromConfig(Config config) => new(config.Get<Axes>("axis", -1), config.Name);
}
