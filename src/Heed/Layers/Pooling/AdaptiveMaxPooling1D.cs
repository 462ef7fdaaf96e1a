namespace Heed.Layers;

/// <summary>The largest element of each of as many windows as wanted over sequences, channel by channel.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, C), or (B, C, T) with channels first.</para>
/// <para><b>Output</b>  the same axes, the spatial ones of the lengths wanted.</para>
/// <para><b>Formula, masks</b>  see <see cref="BaseAdaptivePooling"/>.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/adaptive_max_pooling1d.py.</para>
/// </remarks>
public sealed class AdaptiveMaxPooling1D : BaseAdaptivePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="outputSize">The length of the output, at least 1; one number.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A length is below 1, or there are too few or too many.</exception>
    public AdaptiveMaxPooling1D(Lengths outputSize, DataFormat? dataFormat = null, string? name = null) : base(1, outputSize, dataFormat, name) { }

    private protected override Tensor Pool(Tensor inputs, Lengths outputSize) => Ops.AdaptiveMaxPool(inputs, outputSize, DataFormat);

    internal static AdaptiveMaxPooling1D FromConfig(Config config) =>
        new(SpatialLayer.RequireLengths(config, "output_size"), config.Get<DataFormat?>("data_format", null), config.Name);
}
