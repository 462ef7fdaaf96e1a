namespace Heed.Layers;

/// <summary>Makes images brighter or darker: one number, drawn for each image, is added to all its pixels.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>, but whole numbers keep their type: the number added loses its fraction, and as in Keras a sum beyond the type's end starts
/// again at its other end. Rescale bytes first to avoid that.</para>
/// <para><b>Formula</b> x + u · (max − min), kept within the range of values; u is equally likely anywhere in the interval of the factor.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_brightness.py.</para>
/// </remarks>
public sealed class RandomBrightness : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of u, within [−1, 1]; one number x stands for [−|x|, |x|].</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomBrightness(Factor factor, (double Min, double Max)? valueRange = null, int? seed = null, string? name = null)
        : base(Sorted(valueRange), isRandom: true, seed, null, name) => _factor = factor.Within(this, nameof(factor), -1, 1);

    /// <summary>The interval of the factor.</summary>
    public Factor Factor => _factor;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) =>
        new Drawn(Uniform(data, _factor.Lower, _factor.Upper, seeds) * (ValueRange.Max - ValueRange.Min));

    private protected override Tensor RecolorWhole(Tensor images, ImageTransformation? transformation)
    {
        Tensor sum = images.Cast(Heed.DType.Int64) + ((Drawn)transformation!).Values.Cast(Heed.DType.Int64);
        return Ops.Clip(sum.Cast(images.DType).Cast(Heed.DType.Int64), Math.Ceiling(ValueRange.Min), Math.Floor(ValueRange.Max)).Cast(images.DType);
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        Tensor shift = ((Drawn)transformation!).Values.Cast(images.DType);
        return new ScaleShiftOp(ValueRange.Min, ValueRange.Max).Apply(images, Ops.OnesLike(shift), shift);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomBrightness FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), config.Get<int?>("seed", null), config.Name) { DataFormat = FormatOf(config), BoundingBoxFormat = BoxesOf(config) };
}
