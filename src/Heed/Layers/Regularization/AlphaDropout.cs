namespace Heed.Layers;

/// <summary>Sets a random part of the input to SELU's lowest value while training, such that mean and variance stay: dropout for networks that normalize themselves.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape. Without training, the input itself.</para>
/// <para><b>Formula</b>  a · x + b with probability 1 − rate, else a · α′ + b, where α′ = −1.7581 is the limit of SELU,
/// a = ((1 − rate) (1 + rate · α′²))^−½ and b = −a · α′ · rate.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Klambauer et al. 2017, arXiv:1706.02515; keras/src/layers/regularization/alpha_dropout.py.</para>
/// </remarks>
public sealed class AlphaDropout : BaseDropout
{
    private const double Lowest = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The part to set to the lowest value, in [0, 1]; below 1 for training.</param>
    /// <param name="noiseShape">Where it has length 1, elements along that axis fall together; unknown lengths are the input's;
    /// <see langword="null"/>: every element for itself.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside [0, 1].</exception>
    /// <exception cref="ArgumentException"><paramref name="noiseShape"/> has a length of 0.</exception>
    public AlphaDropout(double rate, Shape? noiseShape = null, int? seed = null, string? name = null) : base(rate, noiseShape, seed, name) { }

    private protected override Tensor Disturbed(Tensor x, RandomKey key)
    {
        if (Rate == 1) throw new InvalidOperationException($"{this} expects a rate below 1 to train, as nothing would be left of its input. Received 1.");
        double a = 1 / Math.Sqrt((1 - Rate) * (1 + Rate * Lowest * Lowest)), b = -a * Lowest * Rate;
        Tensor kept = Ops.Dropout(x - Lowest, Rate, key, NoiseFor(x.Shape));       // (x − α′) / (1 − rate), or 0
        return a * (1 - Rate) * kept + (a * Lowest + b);
    }

    internal static AlphaDropout FromConfig(Config config) =>
        new(config.Require<double>("rate"), config.Get<Shape?>("noise_shape", null), config.Get<int?>("seed", null), config.Name);
}
