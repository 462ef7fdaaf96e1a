namespace Heed.Layers;

/// <summary>Drops whole channels of volumes while training.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  (B, D, H, W, C), or (B, C, D, H, W) with channels first; the same shape. Without training, the input itself.</para>
/// <para><b>Formula, masks, source</b>  see <see cref="BaseSpatialDropout"/>.</para>
/// </remarks>
public sealed class SpatialDropout3D : BaseSpatialDropout
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The part of the channels to set to 0, in [0, 1].</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside [0, 1].</exception>
    public SpatialDropout3D(double rate, DataFormat? dataFormat = null, int? seed = null, string? name = null) : base(3, rate, dataFormat, seed, name) { }

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat => Format;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("data_format", DataFormat);

    internal static SpatialDropout3D FromConfig(Config config) => new(
        config.Require<double>("rate"), config.Get<DataFormat?>("data_format", null), config.Get<int?>("seed", null), config.Name);
}
