using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Puts all axes but the batch into one.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …): rank at least 1.</para>
/// <para><b>Output</b>  (B, product of the other lengths), in the input's type; elements in the order of channels last.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/flatten.py.</para>
/// </remarks>
public sealed class Flatten : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public Flatten(DataFormat? dataFormat = null, string? name = null) : base(name) => DataFormat = dataFormat ?? DataFormat.ChannelsLast;

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0];
        if (DataFormat is DataFormat.ChannelsFirst && x.Rank > 2)
            x = Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]);              // (B, …, C)
        return Ops.Reshape(x, ComputeOutputShape(inputs.Shapes));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, or it has no batch axis.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1, "one input of rank 1 or more (B, …)", inputs);
        return [inputs[0][0], inputs[0].Skip(1).Aggregate((Dim)1, (product, dim) => product * dim)];
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), inputs[0].DType);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("data_format", DataFormat);

    internal static Flatten FromConfig(Config config) => new(config.Get<DataFormat?>("data_format", null), config.Name);
}
