namespace Heed.Layers;

/// <summary>Adds random numbers around 0 to the input while training.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape. Without training, the input itself.</para>
/// <para><b>Formula</b>  x + n, n normal with mean 0 and the given standard deviation.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   keras/src/layers/regularization/gaussian_noise.py.</para>
/// </remarks>
public sealed class GaussianNoise : NoiseLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="stddev">The standard deviation of the noise, in [0, 1].</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stddev"/> is outside [0, 1].</exception>
    public GaussianNoise(double stddev, int? seed = null, string? name = null) : base(stddev, nameof(stddev), seed, name) { }

    /// <summary>The standard deviation of the noise.</summary>
    public double Stddev => Strength;

    private protected override Tensor Disturbed(Tensor x, RandomKey key) => x + Ops.RandomNormal(x.Shape, 0, Stddev, ComputeDType, key);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("stddev", Stddev).With("seed", Seed);

    internal static GaussianNoise FromConfig(Config config) => new(config.Require<double>("stddev"), config.Get<int?>("seed", null), config.Name);
}
