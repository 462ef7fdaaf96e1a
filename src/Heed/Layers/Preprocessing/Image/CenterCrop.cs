namespace Heed.Layers;

/// <summary>Cuts out the middle of images; smaller images are cropped to the new aspect ratio and made larger.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  images of the given height and width, in the compute type.</para>
/// <para><b>Formula</b> of an odd number of surplus rows, one more is cut off at the end; likewise of columns.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/center_crop.py.</para>
/// </remarks>
public sealed class CenterCrop : ImagePreprocessingLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public CenterCrop(int height, int width, DataFormat? dataFormat = null, string? name = null) : base(dataFormat, name) =>
        (Height, Width) = (Require.Positive(height, this), Require.Positive(width, this));

    /// <summary>The new height.</summary>
    public int Height { get; }

    /// <summary>The new width.</summary>
    public int Width { get; }

    private ResizeSettings Enlargement => new(Height, Width, Interpolation.Bilinear, false, true, false, FillMode.Constant, 0, DataFormat);

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        var (height, width) = ImageSize(data);
        return new InputSize(height, width);
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        Tensor inputs = images.Cast(ComputeDType);
        var (height, width) = ImageShape.Size(inputs.Shape, DataFormat);
        if (height.Value < Height || width.Value < Width) return new ResizeImagesOp(Enlargement).Apply(inputs);
        return ImageWindow.Of(inputs, DataFormat, (height.Value - Height) / 2, (width.Value - Width) / 2, Height, Width);
    }

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        TransformImages(segmentationMasks, transformation, training);

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        var (height, width) = (InputSize)transformation!;
        Tensor boxes = InPixels(boundingBoxes.Boxes, height, width);
        if (height >= Height && width >= Width)
            boxes = BoundingBoxOperations.Crop(boxes, (height - Height) / 2, (width - Width) / 2, Height, Width);
        else
        {
            var (top, left, cropHeight, cropWidth) = Enlargement.Window(height, width);
            boxes = BoundingBoxOperations.Crop(boxes, top, left, cropHeight, cropWidth);
            boxes *= Tensor.From<float>([(float)Width / cropWidth, (float)Height / cropHeight, (float)Width / cropWidth, (float)Height / cropHeight], [4]);
        }
        BoundingBoxes clipped = BoundingBoxOperations.ClipToImageSize(new(boxes, boundingBoxes.Labels), Height, Width);
        return clipped with { Boxes = InOwnFormat(clipped.Boxes, Height, Width) };
    }

    /// <inheritdoc/>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => ImageShape.Resized(base.ComputeOutputShape(inputs)!, Height, Width, DataFormat);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("height", Height).With("width", Width);

    internal static CenterCrop FromConfig(Config config) =>
        new(config.Require<int>("height"), config.Require<int>("width"), FormatOf(config), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}

/// <summary>The size of the images that came in.</summary>
internal sealed record InputSize(int Height, int Width) : ImageTransformation;
