namespace Heed.Layers;

/// <summary>Drops whole channels of sequences while training.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  (B, T, C); the same shape. Without training, the input itself.</para>
/// <para><b>Formula, masks, source</b>  see <see cref="BaseSpatialDropout"/>.</para>
/// </remarks>
public sealed class SpatialDropout1D : BaseSpatialDropout
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The part of the channels to set to 0, in [0, 1].</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside [0, 1].</exception>
    public SpatialDropout1D(double rate, int? seed = null, string? name = null) : base(1, rate, null, seed, name) { }

    internal static SpatialDropout1D FromConfig(Config config) => new(config.Require<double>("rate"), config.Get<int?>("seed", null), config.Name);
}
