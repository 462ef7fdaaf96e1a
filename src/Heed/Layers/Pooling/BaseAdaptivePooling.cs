namespace Heed.Layers;

/// <summary>What the layers have in common that pool to lengths wanted, whatever the input's lengths are.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>  the same axes, the spatial ones of the lengths wanted.</para>
/// <para><b>Formula</b> of a length I, window o of O is [⌊o · I / O⌋, ⌈(o + 1) · I / O⌉); neighbours share an element where I / O is not whole.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/base_adaptive_pooling.py.</para>
/// </remarks>
public abstract class BaseAdaptivePooling : Layer
{
    private readonly int[] _outputSize;

    private protected BaseAdaptivePooling(int rank, Lengths outputSize, DataFormat? dataFormat, string? name) : base(name) =>
        (_outputSize, DataFormat) = (outputSize.Of(rank, this, nameof(outputSize)), dataFormat ?? DataFormat.ChannelsLast);

    /// <summary>The lengths of the output.</summary>
    public IReadOnlyList<int> OutputSize => _outputSize;

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>The op that does the work.</summary>
    private protected abstract Tensor Pool(Tensor inputs, Lengths outputSize);

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call) => Pool(inputs[0], _outputSize);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, or a spatial axis is empty.</exception>
    public sealed override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        int rank = _outputSize.Length + 2;
        Expect(inputs.Length == 1 && inputs[0].Rank == rank, $"one input of rank {rank}, {(DataFormat is DataFormat.ChannelsLast ? "(B, …, C)" : "(B, C, …)")}", inputs);
        Expect(ChannelsLast.Spatial(inputs[0], DataFormat).All(length => !length.Equals(0)), "an input of at least one element along every axis", inputs);
        return ChannelsLast.Join(inputs[0][0], _outputSize.Select(length => (Dim)length), ChannelsLast.Channels(inputs[0], DataFormat), DataFormat);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("output_size", _outputSize).With("data_format", DataFormat);
}
