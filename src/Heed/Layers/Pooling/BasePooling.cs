namespace Heed.Layers;

/// <summary>What the layers that take the maximum or the average of windows have in common.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones as long as windows fit.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/base_pooling.py.</para>
/// </remarks>
public abstract class BasePooling : SpatialLayer
{
    private readonly int[] _poolSize;

    private protected BasePooling(int rank, Lengths poolSize, Lengths? strides, Padding padding, DataFormat? dataFormat, string? name)
        : base(rank, strides ?? poolSize, padding, dataFormat, name) => _poolSize = poolSize.Of(rank, this, nameof(poolSize));

    /// <summary>The window's length along every axis.</summary>
    public IReadOnlyList<int> PoolSize => _poolSize;

    /// <summary>The op that does the work.</summary>
    private protected abstract Tensor Pool(Tensor inputs, Lengths poolSize, Lengths strides);

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call) => Pool(inputs[0], _poolSize, StrideArray);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, or the output would be empty.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectImages(inputs);
        return Windowed(inputs, _poolSize, [.. Enumerable.Repeat(1, Rank)], Channels(inputs));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("pool_size", _poolSize).With("padding", Padding).With("strides", StrideArray).With("data_format", DataFormat);

    /// <summary>What a config says.</summary>
    private protected readonly struct Settings(Config config)
    {
        public Lengths? PoolSize => ReadLengths(config, "pool_size");
        public Lengths? Strides => ReadLengths(config, "strides");
        public Padding Padding => config.Get("padding", Padding.Valid);
        public DataFormat? DataFormat => config.Get<DataFormat?>("data_format", null);
    }
}
