namespace Heed.Layers;

/// <summary>Makes images larger or smaller.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  images of the given height and width; integers stay integers, rounded.</para>
/// <para><b>Formula</b> that of <see cref="Ops.ResizeImages"/>; masks take the nearest pixel; boxes are scaled, moved by what is cut off or added, and kept inside.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/resizing.py.</para>
/// </remarks>
public sealed class Resizing : ImagePreprocessingLayer
{
    private readonly ResizeSettings _settings;

    /// <summary>Makes the layer.</summary>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="interpolation">How values between pixels are found.</param>
    /// <param name="cropToAspectRatio">Cuts off, evenly at both ends, what would distort the picture.</param>
    /// <param name="padToAspectRatio">Adds, evenly at both ends, what is missing to the new shape of the picture.</param>
    /// <param name="fillMode">What is added; only <see cref="FillMode.Constant"/>.</param>
    /// <param name="fillValue">The value that is added.</param>
    /// <param name="antialias">Widens the filter where images become smaller, so that every pixel counts.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A size is below 1, both crop and pad are asked for, or the fill mode is not constant.</exception>
    public Resizing(int height, int width, Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false, bool padToAspectRatio = false,
                    FillMode fillMode = FillMode.Constant, double fillValue = 0, bool antialias = false, DataFormat? dataFormat = null, string? name = null)
        : base(dataFormat, name)
    {
        _settings = new(height, width, interpolation, antialias, cropToAspectRatio, padToAspectRatio, fillMode, fillValue, DataFormat);
        _settings.Check(this);
    }

    /// <summary>The new height.</summary>
    public int Height => _settings.Height;

    /// <summary>The new width.</summary>
    public int Width => _settings.Width;

    /// <summary>How values between pixels are found.</summary>
    public Interpolation Interpolation => _settings.Interpolation;

    /// <summary>Is cut off what would distort the picture?</summary>
    public bool CropToAspectRatio => _settings.Crop;

    /// <summary>Is added what is missing to the new shape of the picture?</summary>
    public bool PadToAspectRatio => _settings.Pad;

    /// <summary>What is added.</summary>
    public FillMode FillMode => _settings.FillMode;

    /// <summary>The value that is added.</summary>
    public double FillValue => _settings.FillValue;

    /// <summary>Does every pixel count where images become smaller?</summary>
    public bool Antialias => _settings.Antialias;

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        var (height, width) = ImageSize(data);
        return new InputSize(height, width);
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) => Resize(images, Interpolation);

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        Resize(segmentationMasks, Interpolation.Nearest);

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        var (height, width) = (InputSize)transformation!;
        Tensor isMissing = Ops.All(Ops.Equal(boundingBoxes.Boxes, -1f), [-1], keepDims: true) | Ops.All(Ops.Equal(boundingBoxes.Boxes, 0f), [-1], keepDims: true);
        Tensor boxes = InPixels(boundingBoxes.Boxes, height, width);
        BoundingBoxes clipped = BoundingBoxOperations.ClipToImageSize(new(Moved(boxes, height, width), boundingBoxes.Labels), Height, Width);
        boxes = Ops.Where(isMissing, Ops.ZerosLike(boxes), clipped.Boxes);
        return clipped with { Boxes = InOwnFormat(boxes, Height, Width) };
    }

    /// <summary>Scales boxes and adds the margin, or takes off what is cropped; both in whole pixels, rounded down.</summary>
    private Tensor Moved(Tensor boxes, int height, int width)
    {
        double scaleY = (double)Height / height, scaleX = (double)Width / width, left = 0, top = 0;
        if (PadToAspectRatio || CropToAspectRatio)
        {
            double scale = PadToAspectRatio ? Math.Min(scaleX, scaleY) : Math.Max(scaleX, scaleY);
            (scaleX, scaleY, left, top) = (scale, scale, Math.Floor((Width - width * scale) / 2), Math.Floor((Height - height * scale) / 2));
            if (CropToAspectRatio) (left, top) = (-Math.Floor((width * scale - Width) / 2), -Math.Floor((height * scale - Height) / 2));
        }
        Tensor Row(double x, double y) => Tensor.From<float>([(float)x, (float)y, (float)x, (float)y], [4]);
        return boxes * Row(scaleX, scaleY) + Row(left, top);
    }

    private Tensor Resize(Tensor images, Interpolation interpolation) => new ResizeImagesOp(_settings with { Interpolation = interpolation }).Apply(images);

    /// <inheritdoc/>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => ImageShape.Resized(base.ComputeOutputShape(inputs)!, Height, Width, DataFormat);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("height", Height).With("width", Width).With("interpolation", Interpolation)
        .With("crop_to_aspect_ratio", CropToAspectRatio).With("pad_to_aspect_ratio", PadToAspectRatio).With("fill_mode", FillMode).With("fill_value", FillValue)
        .With("antialias", Antialias);

    internal static Resizing FromConfig(Config config) => new(
        config.Require<int>("height"), config.Require<int>("width"), config.Get("interpolation", Interpolation.Bilinear), config.Get("crop_to_aspect_ratio", false),
        config.Get("pad_to_aspect_ratio", false), config.Get("fill_mode", FillMode.Constant), config.Get("fill_value", 0.0), config.Get("antialias", false), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

}
