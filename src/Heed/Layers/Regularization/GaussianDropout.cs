namespace Heed.Layers;

/// <summary>Multiplies the input by random numbers around 1 while training.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape. Without training, the input itself.</para>
/// <para><b>Formula</b>  x · n, n normal with mean 1 and standard deviation √(rate / (1 − rate)): the same variance as dropout of that rate.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Srivastava et al. 2014; keras/src/layers/regularization/gaussian_dropout.py.</para>
/// </remarks>
public sealed class GaussianDropout : NoiseLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The strength as that of dropout, in [0, 1]; below 1 for training.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside [0, 1].</exception>
    public GaussianDropout(double rate, int? seed = null, string? name = null) : base(rate, nameof(rate), seed, name) { }

    /// <summary>The strength.</summary>
    public double Rate => Strength;

    private protected override Tensor Disturbed(Tensor x, RandomKey key) => Rate < 1
        ? x * Ops.RandomNormal(x.Shape, 1, Math.Sqrt(Rate / (1 - Rate)), ComputeDType, key)
        : throw new InvalidOperationException($"{this} expects a rate below 1 to train, as its deviation would be infinite. Received 1.");

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("rate", Rate).With("seed", Seed);

    internal static GaussianDropout FromConfig(Config config) => new(config.Require<double>("rate"), config.Get<int?>("seed", null), config.Name);
}
