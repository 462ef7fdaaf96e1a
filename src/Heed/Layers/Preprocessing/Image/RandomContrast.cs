namespace Heed.Layers;

/// <summary>Makes images richer in contrast: the distance of each pixel from the mean of its channel is multiplied by a number drawn for each image.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>; whole numbers become at least float32, whatever the compute type.</para>
/// <para><b>Formula</b> (x − mean) · u + mean, kept within the range of values; u is equally likely anywhere in [1 − lower, 1 + upper].</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_contrast.py.</para>
/// </remarks>
public sealed class RandomContrast : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">Lower and upper, within [0, 1]; one number x stands for [0, x], which only adds contrast.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomContrast(Factor factor, (double Min, double Max)? valueRange = null, int? seed = null, string? name = null)
        : base(valueRange, isRandom: true, seed, null, name) => _factor = factor.Within(this, nameof(factor), 0, 1);

    /// <summary>The interval of the factor.</summary>
    public Factor Factor => _factor;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) => new Drawn(Uniform(data, 1 - _factor.Lower, 1 + _factor.Upper, seeds));

    private protected override Tensor RecolorWhole(Tensor images, ImageTransformation? transformation) =>
        Recolor(images.Cast(ComputeDType is Heed.DType.Float64 ? ComputeDType : Heed.DType.Float32), transformation);

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        Tensor mean = Ops.Mean(images, [HeightAxis, HeightAxis + 1], keepDims: true);                      // (B, 1, 1, C)
        Tensor scale = Ops.BroadcastTo(((Drawn)transformation!).Values.Cast(images.DType), mean.Shape);
        return new ScaleShiftOp(ValueRange.Min, ValueRange.Max).Apply(images, scale, mean - mean * scale);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomContrast FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), config.Get<int?>("seed", null), config.Name) { DataFormat = FormatOf(config), BoundingBoxFormat = BoxesOf(config) };
}
