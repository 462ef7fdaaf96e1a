namespace Heed.Layers;

/// <summary>What the layers that reduce all spatial axes have in common.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>  (B, C), or with the spatial axes kept at length 1.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/base_global_pooling.py.</para>
/// </remarks>
public abstract class BaseGlobalPooling : Layer
{
    private readonly int _rank;

    private protected BaseGlobalPooling(int rank, DataFormat? dataFormat, bool keepdims, string? name) : base(name) =>
        (_rank, DataFormat, Keepdims) = (rank, dataFormat ?? DataFormat.ChannelsLast, keepdims);

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>Are the spatial axes kept with length 1?</summary>
    public bool Keepdims { get; }

    /// <summary>The reduction.</summary>
    private protected abstract Tensor Reduce(Tensor x, int[] axes);

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call) =>
        Reduce(inputs[0], [.. Enumerable.Range(DataFormat is DataFormat.ChannelsLast ? 1 : 2, _rank)]);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, or a spatial axis is empty.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank == _rank + 2, $"one input of rank {_rank + 2}", inputs);
        Expect(ChannelsLast.Spatial(inputs[0], DataFormat).All(length => !length.Equals(0)), "an input of at least one element along every axis", inputs);
        Dim channels = ChannelsLast.Channels(inputs[0], DataFormat);
        return Keepdims ? ChannelsLast.Join(inputs[0][0], Enumerable.Repeat<Dim>(1, _rank), channels, DataFormat) : [inputs[0][0], channels];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("data_format", DataFormat).With("keepdims", Keepdims);
}
