namespace Heed.Layers;

/// <summary>Changes each batch of images by a few layers drawn at random from eleven, one after the other.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images of three channels, see <see cref="ImagePreprocessingLayer"/>.</para>
/// <para><b>Output</b>  the same shape in the compute type.</para>
/// <para><b>Formula</b> shear, translation, rotation, brightness, colour degeneration, contrast, sharpness, posterization, solarization, auto contrast or equalization, all equally
/// likely; one draw for the batch says which, draws for each image say how much.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b> boxes are moved in the order of the images; Keras moves them in the order of the list.</para>
/// <para><b>Source</b>  Cubuk et al. 2019, arXiv:1909.13719; keras/src/layers/preprocessing/image_preprocessing/rand_augment.py.</para>
/// </remarks>
public sealed class RandAugment : AugmentationLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="numOps">How many layers work on a batch, at least 0.</param>
    /// <param name="factor">How strong they are, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 0.5].</param>
    /// <param name="interpolation">How values between pixels are found: nearest or bilinear.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number lies outside, the range is empty, or the interpolation is another one.</exception>
    public RandAugment((double Min, double Max)? valueRange = null, int numOps = 2, Factor? factor = null, Interpolation interpolation = Interpolation.Bilinear, int? seed = null,
                       DataFormat? dataFormat = null, string? name = null) : base(valueRange, factor, 0.5, interpolation, seed, dataFormat, name) =>
        NumOps = Require.AtLeast(0, numOps, this);

    /// <summary>How many layers work on a batch.</summary>
    public int NumOps { get; }

    private protected override ImagePreprocessingLayer[] Make() =>
        [Shear, Translation, Rotation, Brightness, ColorDegeneration, Contrast, Sharpness, Posterization, Solarize, Autocontrast, Equalize];

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) => new Steps(DrawSteps(NumOps, Augmentations.Length, data, seeds));

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) =>
        Of(transformation, training).Aggregate(images.Cast(ComputeDType), (changed, step) => step.Images(changed));

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        Of(transformation, training).Aggregate(segmentationMasks, (changed, step) => step.Masks(changed));

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true) =>
        Of(transformation, training).Aggregate(boundingBoxes, (changed, step) => step.Boxes(changed));

    private static Step[] Of(ImageTransformation? transformation, bool training) => training && transformation is Steps { List: { } steps } ? steps : [];

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("value_range", new[] { ValueRange.Min, ValueRange.Max }).With("num_ops", NumOps)
        .With("factor", Factor.ToConfig()).With("interpolation", Interpolation).With("seed", Seed);

    internal static RandAugment FromConfig(Config config) => new(
        ReadRange(config), config.Get("num_ops", 2), Factor.FromConfig(config, "factor"), config.Get("interpolation", Interpolation.Bilinear), config.Get<int?>("seed", null),
        FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Steps(Step[] List) : ImageTransformation;
}
