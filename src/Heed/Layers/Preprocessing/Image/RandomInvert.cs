namespace Heed.Layers;

/// <summary>Turns a random part of the images into their negatives.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> max − x for a chosen image; the chance is drawn for each image from the interval of the factor.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_invert.py.</para>
/// </remarks>
public sealed class RandomInvert : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of the chance, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 1].</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomInvert(Factor? factor = null, (double Min, double Max)? valueRange = null, int? seed = null, DataFormat? dataFormat = null, string? name = null)
        : base(valueRange, isRandom: true, seed, dataFormat, name) => _factor = (factor ?? 1.0).Within(this, nameof(factor), 0, 1);

    /// <summary>The interval of the chance.</summary>
    public Factor Factor => _factor;

    private protected override bool TakesWholeNumbers => true;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) => new Drawn(Chosen(data, _factor, seeds));

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation) =>
        new PointOp<InvertOp>().Apply(images, Parameters(((Drawn)transformation!).Values.Cast(images.DType), ValueRange.Max));

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomInvert FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor"), ReadRange(config), config.Get<int?>("seed", null), FormatOf(config), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
