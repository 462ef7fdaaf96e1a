namespace Heed.Layers;

/// <summary>Bends images like rubber, at random while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary without boxes.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type, cut off at the value range. Without training nothing moves.</para>
/// <para><b>Formula</b> with a probability that is equally likely in the interval, every pixel is displaced by α · noise, where the noise has a standard deviation of σ and is
/// blurred by a bell curve of σ pixels; α = s · max(H, W) / 10, σ = s · min(H, W) / 20 with s equally likely in the interval of scales, for the whole batch.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  segmentation masks are displaced as their images are (Keras draws anew) and keep their values; rows and columns are displaced independently.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_elastic_transform.py.</para>
/// </remarks>
public sealed class RandomElasticTransform : RandomGeometry
{
    private readonly (double Lower, double Upper) _range, _scale;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of the probability with which an image is changed, in [0, 1]; one number x means 0 to x; <see langword="null"/>: 1.</param>
    /// <param name="scale">The interval of strengths, in [0, 1]; one number x means 0 to x; <see langword="null"/>: 1.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillMode">What lies outside an image.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="valueRange">The smallest and the largest value of images; <see langword="null"/>: 0 and 255.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">Factor or scale lies outside, the value range is empty, or the interpolation is another one.</exception>
    public RandomElasticTransform(Factor? factor = null, Factor? scale = null, Interpolation interpolation = Interpolation.Bilinear, FillMode fillMode = FillMode.Reflect,
                                  double fillValue = 0, (double Min, double Max)? valueRange = null, int? seed = null, DataFormat? dataFormat = null, string? name = null)
        : base(interpolation, fillMode, fillValue, seed, dataFormat, name, allowsMirror: true)
    {
        (_range, _scale) = ((factor ?? 1).Within(this, nameof(factor), 0, 1), (scale ?? 1).Within(this, nameof(scale), 0, 1));
        ValueRange = ValueRangeOf(valueRange);
    }

    /// <summary>The interval of the probability with which an image is changed.</summary>
    public Factor Factor => _range;

    /// <summary>The interval of strengths.</summary>
    public Factor Scale => _scale;

    /// <summary>The smallest and the largest value of images.</summary>
    public (double Min, double Max) ValueRange { get; }

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        if (!training || _scale.Upper == 0 || _range.Upper == 0) return null;
        SeedGenerator seeds = seed ?? Seeds;
        int batch = BatchSize(data);
        var (height, width) = ImageSize(data);
        float[] chances = Uniform(batch, _range, seeds), thresholds = Uniform(batch, (0, 1), seeds);
        float strength = Uniform(1, _scale, seeds)[0];
        Tensor isBent = Tensor.From([.. thresholds.Zip(chances, (threshold, chance) => threshold < chance)], [batch, 1, 1, 1]);
        return new Bending(isBent, Displacement.Places(batch, height, width, Math.Max(height, width) * 0.1 * strength, Math.Min(height, width) * 0.05 * strength, Heed.DType.Float32, seeds.Next()));
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        Tensor bent = base.TransformImages(images, transformation, training);
        return training && transformation is not null ? Ops.Clip(bent, ValueRange.Min, ValueRange.Max) : bent;
    }

    private protected override Tensor Move(Tensor images, ImageTransformation transformation, Interpolation interpolation)
    {
        var (isBent, places) = (Bending)transformation;
        return Ops.Where(isBent, Warped(images, places, interpolation), images);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Always: what becomes of a box is not upright, and Keras has no rule for it.</exception>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true) =>
        throw new ArgumentException($"{this} expects no bounding_boxes: bent boxes are no boxes. Received boxes {boundingBoxes.Boxes.Shape}. Make boxes from the bent segmentation_masks.");

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("factor", Factor).With("scale", Scale).With("interpolation", Interpolation).With("fill_mode", FillMode)
        .With("fill_value", FillValue).With("value_range", new[] { ValueRange.Min, ValueRange.Max }).With("seed", Seed);

    internal static RandomElasticTransform FromConfig(Config config) => new(
        Factor.FromConfig(config, "factor"), Factor.FromConfig(config, "scale"), config.Get("interpolation", Interpolation.Bilinear), config.Get("fill_mode", FillMode.Reflect),
        config.Get("fill_value", 0.0), ReadRange(config), config.Get<int?>("seed", null), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    /// <summary>What was drawn for a batch: which images are bent, and where their pixels come from.</summary>
    private sealed record Bending(Tensor IsBent, Tensor Places) : ImageTransformation;
}
