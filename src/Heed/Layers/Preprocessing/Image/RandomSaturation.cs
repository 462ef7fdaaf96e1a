namespace Heed.Layers;

/// <summary>Makes the colours of images more vivid or paler, each image by a factor of its own.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  floating-point images of three channels; see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> saturation · u / (1 − u), kept within the range of values as in Keras; u is equally likely anywhere in the interval of the factor,
/// and ½ changes nothing.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_saturation.py.</para>
/// </remarks>
public sealed class RandomSaturation : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of u, within [−1, 1]; one number x stands for [−|x|, |x|]. 0 is gray, 1 as vivid as can be.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomSaturation(Factor factor, (double Min, double Max)? valueRange = null, DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(Sorted(valueRange), isRandom: true, seed, dataFormat, name) => _factor = factor.Within(this, nameof(factor), -1, 1);

    /// <summary>The interval of the factor.</summary>
    public Factor Factor => _factor;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        Tensor factor = Uniform(data, _factor.Lower, _factor.Upper, seeds);
        return new Drawn(factor / (1 - factor + 1e-7));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Images of integers are trained on.</exception>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) => !training || images.DType.IsFloat()
        ? base.TransformImages(images, transformation, training)
        : throw new ArgumentException($"{this} expects floating-point images. Received {images.Spec}. Cast them first.");

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        RequireColors(images);
        Tensor parameters = Parameters(((Drawn)transformation!).Values.Cast(images.DType), ValueRange.Min, ValueRange.Max);
        return new ColorOp<AdjustSaturationOp>(DataFormat).Apply(images, parameters);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomSaturation FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
