namespace Heed.Layers;

/// <summary>The mean of each window over volumes, channel by channel; of a window over the edge, of what is inside.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D, H, W, C), or (B, C, D, H, W) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones as long as windows fit.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/average_pooling3d.py.</para>
/// </remarks>
public sealed class AveragePooling3D : BasePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="poolSize">The window's lengths, at least 1; one number, or one for each axis.</param>
    /// <param name="strides">From one window to the next, at least 1; <see langword="null"/>: the window's lengths.</param>
    /// <param name="padding">May windows reach over the edges? What lies outside does not count.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A length is below 1, there are too few or too many, or the padding is causal.</exception>
    public AveragePooling3D(Lengths poolSize, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null, string? name = null)
        : base(3, poolSize, strides, padding, dataFormat, name) { }

    private protected override Tensor Pool(Tensor inputs, Lengths poolSize, Lengths strides) => Ops.AveragePool(inputs, poolSize, strides, Padding, DataFormat);

    internal static AveragePooling3D FromConfig(Config config)
    {
        var s = new Settings(config);
        return new(RequireLengths(config, "pool_size"), s.Strides, s.Padding, s.DataFormat, config.Name);
    }
}
