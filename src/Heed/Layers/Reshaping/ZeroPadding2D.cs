namespace Heed.Layers;

/// <summary>Puts zeros around images.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, H, W, C), or (B, C, H, W) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones longer by what is added on both sides, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/zero_padding2d.py.</para>
/// </remarks>
public sealed class ZeroPadding2D : BaseZeroPadding
{
    /// <summary>Makes the layer.</summary>
    /// <param name="padding">How many zeros to add, at least 0: one number for all sides, one for each axis, or a pair for each; <see langword="null"/>: 1.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is negative, or there are too few or too many.</exception>
    public ZeroPadding2D(Margins? padding = null, DataFormat? dataFormat = null, string? name = null) : base(2, padding ?? 1, dataFormat, name) { }

    internal static ZeroPadding2D FromConfig(Config config) =>
        new(Margins.Read(config, "padding"), config.Get<DataFormat?>("data_format", null), config.Name);
}
