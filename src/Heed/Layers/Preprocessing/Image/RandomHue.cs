namespace Heed.Layers;

/// <summary>Turns the colours of images around the colour circle, each image by an angle of its own.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  images of three channels; see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> hue ± u / 2, where a whole turn is 1; u is equally likely anywhere in the interval of the factor, and so are both signs.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_hue.py.</para>
/// </remarks>
public sealed class RandomHue : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of u, within [0, 1]; one number x stands for [0, x].</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomHue(Factor factor, (double Min, double Max)? valueRange = null, DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(valueRange, isRandom: true, seed, dataFormat, name) => _factor = factor.Within(this, nameof(factor), 0, 1);

    /// <summary>The interval of the factor.</summary>
    public Factor Factor => _factor;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        Tensor sign = 1 - 2 * (Uniform(data, 0, 1, seeds) > 0.5).Cast(Heed.DType.Float32);
        return new Drawn(sign * Uniform(data, _factor.Lower, _factor.Upper, seeds) * 0.5);
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        RequireColors(images);
        Tensor parameters = Parameters(((Drawn)transformation!).Values.Cast(images.DType), ValueRange.Min, ValueRange.Max - ValueRange.Min);
        return new ColorOp<AdjustHueOp>(DataFormat).Apply(images, parameters);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomHue FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
