namespace Heed.Layers;

/// <summary>The largest element of each window over images, channel by channel.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, H, W, C), or (B, C, H, W) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones as long as windows fit.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/pooling/max_pooling2d.py.</para>
/// </remarks>
public sealed class MaxPooling2D : BasePooling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="poolSize">The window's lengths, at least 1; one number, or one for each axis; <see langword="null"/>: 2.</param>
    /// <param name="strides">From one window to the next, at least 1; <see langword="null"/>: the window's lengths.</param>
    /// <param name="padding">May windows reach over the edges? What lies outside does not count.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A length is below 1, there are too few or too many, or the padding is causal.</exception>
    public MaxPooling2D(Lengths? poolSize = null, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null, string? name = null)
        : base(2, poolSize ?? 2, strides, padding, dataFormat, name) { }

    private protected override Tensor Pool(Tensor inputs, Lengths poolSize, Lengths strides) => Ops.MaxPool(inputs, poolSize, strides, Padding, DataFormat);

    internal static MaxPooling2D FromConfig(Config config)
    {
        var s = new Settings(config);
        return new(s.PoolSize, s.Strides, s.Padding, s.DataFormat, config.Name);
    }
}
