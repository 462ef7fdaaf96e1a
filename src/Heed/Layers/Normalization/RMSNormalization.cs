using Heed.Initializers;

namespace Heed.Layers;

/// <summary>Brings every sample by itself to a root mean square of 1 over some axes, then scales it by a learned factor.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape that has the axes; the same shape. Computed in float32 or wider.</para>
/// <para><b>Formula</b>  scale · x / √(mean x² + epsilon).</para>
/// <para><b>Weights</b>  scale, of the lengths of the axes.</para>
/// <para><b>Masks</b>    end here, as in Keras.</para>
/// <para><b>Source</b>   Zhang and Sennrich 2019, arXiv:1910.07467; keras/src/layers/normalization/rms_normalization.py.</para>
/// </remarks>
public sealed class RMSNormalization : Layer
{
    private Variable? _scale;

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="axis">The axes over which the mean is taken; <see langword="null"/>: the last.</param>
    /// <param name="epsilon">Added to the mean square, at least 0.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is negative or not finite.</exception>
    public RMSNormalization(Axes? axis = null, double epsilon = 1e-6, string? name = null) : base(name) =>
        (Axis, Epsilon) = (axis ?? -1, Require.NotNegative(epsilon, this));

    /// <summary>The axes over which the mean is taken; a sorted list once the layer is built.</summary>
    public Axes Axis { get; private set; }

    /// <summary>Added to the mean square.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        Shape input = ComputeOutputShape(inputs);
        Axis = Axis.Order().ToArray();
        _scale = AddWeight("scale", new Shape(Axis.Select(axis => input[Heed.Axis.Of(axis, input.Rank, ToString())])), new Ones());
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Ops.RmsNormalization(inputs[0], _scale!, Axis, Epsilon);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input lacks an axis.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        int rank = inputs[0].Rank;
        Expect(Axis.All(axis => axis >= -rank && axis < rank), $"an input that has the axes {Axis}", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", Axis).With("epsilon", Epsilon);

    internal static RMSNormalization FromConfig(Config config) => new(config.Get<Axes>("axis", -1), config.Get("epsilon", 1e-6), config.Name);
}
