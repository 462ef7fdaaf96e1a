namespace Heed.Layers;

/// <summary>Repeats every voxel of volumes along the three axes.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D, H, W, C), or (B, C, D, H, W) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones longer by their factors, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/up_sampling3d.py.</para>
/// </remarks>
public sealed class UpSampling3D : BaseUpSampling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="size">The factors of depth, height and width, at least 1; one number, or one for each; <see langword="null"/>: 2.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor is below 1, or there are too few or too many.</exception>
    public UpSampling3D(Lengths? size = null, DataFormat? dataFormat = null, string? name = null) : base(3, size ?? 2, dataFormat, name) { }

    /// <summary>The factors of depth, height and width.</summary>
    public IReadOnlyList<int> Size => Factors;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("size", Factors).With("data_format", DataFormat);

    internal static UpSampling3D FromConfig(Config config) =>
        new(SpatialLayer.ReadLengths(config, "size"), config.Get<DataFormat?>("data_format", null), config.Name);
}
