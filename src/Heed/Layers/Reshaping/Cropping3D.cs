namespace Heed.Layers;

/// <summary>Cuts off the edges of volumes.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D, H, W, C), or (B, C, D, H, W) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones shorter by what is cut off on both sides, at least 1, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/cropping3d.py.</para>
/// </remarks>
public sealed class Cropping3D : BaseCropping
{
    /// <summary>Makes the layer.</summary>
    /// <param name="cropping">How much to cut off, at least 0: one number for all sides, one for each axis, or a pair for each; <see langword="null"/>: 1.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is negative, or there are too few or too many.</exception>
    public Cropping3D(Margins? cropping = null, DataFormat? dataFormat = null, string? name = null) : base(3, cropping ?? 1, dataFormat, name) { }

    internal static Cropping3D FromConfig(Config config) =>
        new(Margins.Read(config, "cropping"), config.Get<DataFormat?>("data_format", null), config.Name);
}
