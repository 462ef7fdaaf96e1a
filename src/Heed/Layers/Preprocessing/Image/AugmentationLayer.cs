namespace Heed.Layers;

/// <summary>What <see cref="RandAugment"/> and <see cref="AugMix"/> have in common: a set of layers from which some are drawn for each batch.</summary>
public abstract class AugmentationLayer : ImagePreprocessingLayer
{
    private readonly (double Lower, double Upper) _factor;
    private readonly SeedGenerator _seeds;
    private ImagePreprocessingLayer[]? _augmentations;

    private protected AugmentationLayer((double Min, double Max)? valueRange, Factor? factor, double defaultFactor, Interpolation interpolation, int? seed, DataFormat? dataFormat, string? name)
        : base(dataFormat, name)
    {
        (ValueRange, Interpolation, Seed) = (ValueRangeOf(valueRange), interpolation, seed);
        if (interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
            throw new ArgumentException($"{this} expects interpolation to be Nearest or Bilinear. Received {interpolation}.", nameof(interpolation));
        _factor = (factor ?? defaultFactor).Within(this, nameof(factor), 0, 1);
        if (_factor.Lower < 0 || _factor.Upper > 1) throw new ArgumentException($"{this} expects factor to be a number, or two, in [0, 1]. Received {factor}.", nameof(factor));
        _seeds = AddSeedGenerator(seed);
    }

    /// <summary>The least and the largest value of a pixel.</summary>
    public (double Min, double Max) ValueRange { get; }

    /// <summary>How strong the changes are: the factor of all layers inside.</summary>
    public Factor Factor => _factor;

    /// <summary>How the layers that move pixels find values between them.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    /// <summary>The layers to draw from, in Keras's order; made when they are first needed, with this layer's types and format of boxes.</summary>
    private protected ImagePreprocessingLayer[] Augmentations
    {
        get
        {
            if (_augmentations is { } made) return made;
            ImagePreprocessingLayer[] layers = Make();
            foreach (ImagePreprocessingLayer layer in layers) AddLayer(layer, layer.SavedClassName).DType = DType;
            return _augmentations = layers;
        }
    }

    private protected abstract ImagePreprocessingLayer[] Make();

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs) => _ = Augmentations;

    /// <inheritdoc/>
    public sealed override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null) =>
        training ? Draw(data, seed ?? _seeds) : null;

    private protected abstract ImageTransformation Draw(Tensors data, SeedGenerator seeds);

    /// <summary>Draws layers, and what each does.</summary>
    /// <param name="count">How many; a layer may come twice.</param>
    /// <param name="choices">From how many is drawn; those beyond the layers stand for nothing.</param>
    /// <param name="data">The inputs of the call.</param>
    /// <param name="seeds">Where random numbers come from.</param>
    private protected Step[] DrawSteps(int count, int choices, Tensors data, SeedGenerator seeds)
    {
        int[] chosen = Ops.RandomInteger([count], 0, choices, Heed.DType.Int32, seeds.Next()).ToArray<int>();
        return [.. chosen.Where(i => i < Augmentations.Length).Select(i => new Step(Augmentations[i], Augmentations[i].GetRandomTransformation(data, training: true, seeds)))];
    }

    private protected RandomShear Shear => new(Factor, Factor, Interpolation, dataFormat: DataFormat, seed: Seed) { BoundingBoxFormat = BoundingBoxFormat };

    private protected RandomTranslation Translation => new(Factor, Factor, interpolation: Interpolation, seed: Seed, dataFormat: DataFormat) { BoundingBoxFormat = BoundingBoxFormat };

    private protected RandomRotation Rotation => new(Factor, interpolation: Interpolation, seed: Seed, dataFormat: DataFormat) { BoundingBoxFormat = BoundingBoxFormat };

    private protected RandomBrightness Brightness => new(Factor, ValueRange, Seed) { DataFormat = DataFormat };

    private protected RandomColorDegeneration ColorDegeneration => new(Factor, ValueRange, DataFormat, Seed);

    private protected RandomContrast Contrast => new(Factor, ValueRange, Seed) { DataFormat = DataFormat };

    private protected RandomSharpness Sharpness => new(Factor, ValueRange, DataFormat, Seed);

    private protected RandomPosterization Posterization => new(Math.Max(1, (int)(8 * _factor.Upper)), ValueRange, DataFormat, Seed);

    private protected Solarization Solarize => new(Factor, Factor, ValueRange, Seed) { DataFormat = DataFormat };

    private protected AutoContrast Autocontrast => new(ValueRange) { DataFormat = DataFormat };

    private protected Equalization Equalize => new(ValueRange, dataFormat: DataFormat);

    /// <summary>A layer, and what it does to this batch.</summary>
    private protected sealed record Step(ImagePreprocessingLayer Layer, ImageTransformation? Transformation)
    {
        public Tensor Images(Tensor images) => Layer.TransformImages(images, Transformation);

        public Tensor Masks(Tensor masks) => Layer.TransformSegmentationMasks(masks, Transformation);

        public BoundingBoxes Boxes(BoundingBoxes boxes) => Layer.TransformBoundingBoxes(boxes, Transformation);
    }
}
