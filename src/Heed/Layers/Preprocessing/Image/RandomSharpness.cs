namespace Heed.Layers;

/// <summary>Makes images sharper or softer, each by a number of its own.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> x + (1 − 2u) · (smooth − x), kept within the range of values; smooth is a mean over 3 × 3 pixels, of weights 5 in the middle and 1 around; u is equally
/// likely anywhere in the interval of the factor, and ½ changes nothing.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_sharpness.py.</para>
/// </remarks>
public sealed class RandomSharpness : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of u, within [0, 1]; one number x stands for [0, x].</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomSharpness(Factor factor, (double Min, double Max)? valueRange = null, DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(Sorted(valueRange), isRandom: true, seed, dataFormat, name) => _factor = factor.Within(this, nameof(factor), 0, 1);

    /// <summary>The interval of the factor.</summary>
    public Factor Factor => _factor;

    private protected override bool CastsWhilePredicting => true;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) => new Drawn(Uniform(data, _factor.Lower, _factor.Upper, seeds));

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        Tensor factor = ((Drawn)transformation!).Values;
        Tensor amounts = Ops.Reshape(1 - 2 * factor, [factor.Length]).Cast(images.DType);
        return new SharpenOp(ValueRange.Min, ValueRange.Max, DataFormat).Apply(images, amounts);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomSharpness FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
