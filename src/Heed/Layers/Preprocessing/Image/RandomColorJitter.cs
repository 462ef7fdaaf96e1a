namespace Heed.Layers;

/// <summary>Changes brightness, contrast, saturation and hue of images, one after the other, each image by numbers of its own.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>; three channels where saturation or hue change.</para>
/// <para><b>Formula</b> those of <see cref="RandomBrightness"/>, <see cref="RandomContrast"/>, <see cref="RandomSaturation"/> and <see cref="RandomHue"/>, in this order.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b> the data format reaches all four; in Keras they always take channels last.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_color_jitter.py.</para>
/// </remarks>
public sealed class RandomColorJitter : ColorLayer
{
    private readonly SeedGenerator _seeds;

    /// <summary>Makes the layer.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="brightnessFactor">See <see cref="RandomBrightness"/>; <see langword="null"/>: brightness stays.</param>
    /// <param name="contrastFactor">See <see cref="RandomContrast"/>; <see langword="null"/>: contrast stays.</param>
    /// <param name="saturationFactor">See <see cref="RandomSaturation"/>; <see langword="null"/>: saturation stays.</param>
    /// <param name="hueFactor">See <see cref="RandomHue"/>; <see langword="null"/>: the hue stays.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor lies outside, or the range is empty.</exception>
    public RandomColorJitter((double Min, double Max)? valueRange = null, Factor? brightnessFactor = null, Factor? contrastFactor = null, Factor? saturationFactor = null,
                             Factor? hueFactor = null, int? seed = null, DataFormat? dataFormat = null, string? name = null)
        : base(valueRange, isRandom: false, seed, dataFormat, name)
    {
        _seeds = AddSeedGenerator(seed);
        (BrightnessFactor, ContrastFactor, SaturationFactor, HueFactor) = (brightnessFactor, contrastFactor, saturationFactor, hueFactor);
        if (brightnessFactor is not null) AddLayer(new RandomBrightness(brightnessFactor, ValueRange, seed) { DataFormat = DataFormat }, "random_brightness");
        if (contrastFactor is not null) AddLayer(new RandomContrast(contrastFactor, ValueRange, seed) { DataFormat = DataFormat }, "random_contrast");
        if (saturationFactor is not null) AddLayer(new RandomSaturation(saturationFactor, ValueRange, DataFormat, seed), "random_saturation");
        if (hueFactor is not null) AddLayer(new RandomHue(hueFactor, ValueRange, DataFormat, seed), "random_hue");
    }

    /// <summary>How brightness changes.</summary>
    public Factor? BrightnessFactor { get; }

    /// <summary>How contrast changes.</summary>
    public Factor? ContrastFactor { get; }

    /// <summary>How saturation changes.</summary>
    public Factor? SaturationFactor { get; }

    /// <summary>How the hue changes.</summary>
    public Factor? HueFactor { get; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        foreach (Layer layer in Layers) layer.DType = DType;
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation) => Layers.Cast<ColorLayer>().Aggregate(images, (changed, layer) =>
        layer.TransformImages(changed, layer.GetRandomTransformation(changed, training: true, _seeds)));

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig())
        .With("brightness_factor", BrightnessFactor?.ToConfig()).With("contrast_factor", ContrastFactor?.ToConfig())
        .With("saturation_factor", SaturationFactor?.ToConfig()).With("hue_factor", HueFactor?.ToConfig()).With("seed", Seed);

    internal static RandomColorJitter FromConfig(Config config) => new(
        ReadRange(config), Factor.FromConfig(config, "brightness_factor"), Factor.FromConfig(config, "contrast_factor"), Factor.FromConfig(config, "saturation_factor"),
        Factor.FromConfig(config, "hue_factor"), config.Get<int?>("seed", null), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };
}
