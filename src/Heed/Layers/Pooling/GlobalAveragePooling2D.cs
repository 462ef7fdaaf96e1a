namespace Heed.Layers;

/// <summary>The mean over images, channel by channel.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, H, W, C), or (B, C, H, W) with channels first.</para>
/// <para><b>Output</b>  (B, C), or with the spatial axes kept at length 1.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/global_average_pooling2d.py.</para>
/// </remarks>
public sealed class GlobalAveragePooling2D : BaseGlobalPooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="keepdims">Keep the spatial axes with length 1?</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public GlobalAveragePooling2D(DataFormat? dataFormat = null, bool keepdims = false, string? name = null) : base(2, dataFormat, keepdims, name) { }

    private protected override Tensor Reduce(Tensor x, int[] axes) => Ops.Mean(x, axes, Keepdims);

    internal static GlobalAveragePooling2D FromConfig(Config config) =>
        new(config.Get<DataFormat?>("data_format", null), config.Get("keepdims", false), config.Name);
}
