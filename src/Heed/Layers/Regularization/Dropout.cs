namespace Heed.Layers;

/// <summary>Sets a random part of the input to 0 while training, and scales the rest so that the expected sum stays.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape. Without training, the input itself.</para>
/// <para><b>Formula</b>  x / (1 − rate) with probability 1 − rate, else 0.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Srivastava et al. 2014; keras/src/layers/regularization/dropout.py.</para>
/// </remarks>
public sealed class Dropout : BaseDropout
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The part to set to 0, in [0, 1].</param>
    /// <param name="noiseShape">Where it has length 1, elements along that axis are dropped together; unknown lengths are the input's;
    /// <see langword="null"/>: every element for itself.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside [0, 1].</exception>
    /// <exception cref="ArgumentException"><paramref name="noiseShape"/> has a length of 0.</exception>
    public Dropout(double rate, Shape? noiseShape = null, int? seed = null, string? name = null) : base(rate, noiseShape, seed, name) { }

    private protected override Tensor Disturbed(Tensor x, RandomKey key) => Ops.Dropout(x, Rate, key, NoiseFor(x.Shape));

    internal static Dropout FromConfig(Config config) =>
        new(config.Require<double>("rate"), config.Get<Shape?>("noise_shape", null), config.Get<int?>("seed", null), config.Name);
}
