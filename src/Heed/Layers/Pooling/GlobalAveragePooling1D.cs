using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The mean over time.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, D), or (B, D, T) with channels first.</para>
/// <para><b>Output</b>  (B, D), or with the time axis kept at length 1.</para>
/// <para><b>Masks</b>   (B, T): masked steps do not count; where all are masked the result is NaN, as in Keras. Masks end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/global_average_pooling1d.py.</para>
/// </remarks>
public sealed class GlobalAveragePooling1D : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="keepdims">Keep the time axis with length 1?</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public GlobalAveragePooling1D(DataFormat? dataFormat = null, bool keepdims = false, string? name = null) : base(name) =>
        (DataFormat, Keepdims) = (dataFormat ?? DataFormat.ChannelsLast, keepdims);

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>Is the time axis kept with length 1?</summary>
    public bool Keepdims { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    private int TimeAxis => DataFormat is DataFormat.ChannelsLast ? 1 : 2;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0];
        if (call.Mask() is not { } mask) return Mean(x, TimeAxis, Keepdims);
        Tensor keep = ExpandDims(mask.Cast(Heed.DType.Bool), 3 - TimeAxis);            // (B, T, 1) or (B, 1, T)
        return Sum(Where(keep, x, 0), TimeAxis, Keepdims) / Sum(keep.Cast(x.DType), TimeAxis, Keepdims);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of rank 3, or it has no step.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank == 3, "one input of rank 3", inputs);
        Expect(!inputs[0][TimeAxis].Equals(0), "an input of at least one element along every axis", inputs);
        return Keepdims ? inputs[0].With(TimeAxis, 1) : [inputs[0][0], inputs[0][3 - TimeAxis]];
    }

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => null;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("data_format", DataFormat).With("keepdims", Keepdims);

    internal static GlobalAveragePooling1D FromConfig(Config config) =>
        new(config.Get<DataFormat?>("data_format", null), config.Get("keepdims", false), config.Name);
}
