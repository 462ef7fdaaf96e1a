using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Turns scores into probabilities: <c>exp(xᵢ) / Σ exp(xⱼ)</c> along an axis, or over several axes together.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape, where the axes sum to 1.</para>
/// <para><b>Masks</b>   the mask has the input's shape, or broadcasts to it; masked elements come out as 0, also where all are masked. Numbers keep above 0.5.
/// A mask passes through.</para>
/// <para><b>Source</b>  keras/src/layers/activations/softmax.py.</para>
/// </remarks>
public sealed class Softmax : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axis">The axis or axes that sum to 1; <see langword="null"/>: the last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public Softmax(Axes? axis = null, string? name = null) : base(name) => Axis = axis ?? -1;

    /// <summary>The axis or axes that sum to 1.</summary>
    public Axes Axis { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0];
        if (call.Mask() is not { } mask) return Ops.Softmax(x, Axis.ToArray());
        ExpectBroadcastable(mask.Shape, x.Shape);
        Tensor keep = mask.DType == Heed.DType.Bool ? mask : Greater(mask, 0.5);
        double hidden = x.DType == Heed.DType.Float16 ? -3e4 : -1e9;
        return Where(keep, Ops.Softmax(Where(keep, x, hidden), Axis.ToArray()), 0);
    }

    private void ExpectBroadcastable(Shape mask, Shape input)
    {
        bool fits = mask.Rank <= input.Rank;
        for (int axis = 1; fits && axis <= mask.Rank; axis++) fits = mask[^axis].Equals(1) || mask[^axis] == input[^axis];
        Expect(fits, "a mask that broadcasts to its input (each length 1 or the input's)", [input, mask]);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input has no such axis.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        Heed.Axis.Of(Axis.ToArray(), inputs[0].Rank, ToString());
        return inputs[0];
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        if (call.Mask() is { } mask) ExpectBroadcastable(mask.Shape, inputs[0].Shape);
        return base.ComputeOutputSpec(inputs, call);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", Axis);

    internal static Softmax FromConfig(Config config) => new(config.Get<Axes>("axis", -1), config.Name);
}
