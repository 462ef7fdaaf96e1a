namespace Heed.Layers;

/// <summary>Cuts a window out of images while training, the same for a whole batch; images that are too small are made larger.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  images of the given height and width, in the compute type; without training, the inputs themselves.</para>
/// <para><b>Formula</b> every place of the window is equally likely where the images are larger along both axes; else it is the middle.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  boxes are shifted by the window's column along x and its row along y (Keras exchanges the two), by the image's size, and cut off at its end. Without training
/// masks stay as they are, as the images do; Keras cuts the masks alone.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_crop.py.</para>
/// </remarks>
public sealed class RandomCrop : ImagePreprocessingLayer
{
    private readonly SeedGenerator _seeds;

    /// <summary>Makes the layer.</summary>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public RandomCrop(int height, int width, int? seed = null, DataFormat? dataFormat = null, string? name = null) : base(dataFormat, name)
    {
        (Height, Width) = (Require.Positive(height, this), Require.Positive(width, this));
        _seeds = AddSeedGenerator(seed);
        Seed = _seeds.Seed;
        Autocast = false;
    }

    /// <summary>The new height.</summary>
    public int Height { get; }

    /// <summary>The new width.</summary>
    public int Width { get; }

    /// <summary>The seed given or drawn.</summary>
    public int Seed { get; }

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        if (!training) return null;
        var (height, width) = ImageSize(data);
        if (height > Height && width > Width)
        {
            int top = Draw(height - Height + 1, seed ?? _seeds);
            return new Window(top, Draw(width - Width + 1, seed ?? _seeds), height, width);
        }
        var (middleTop, middleLeft, _, _) = new ResizeSettings(Height, Width, Interpolation.Bilinear, false, true, false, FillMode.Constant, 0, DataFormat).Window(height, width);
        return new Window(middleTop, middleLeft, height, width);
    }

    private static int Draw(int count, SeedGenerator seeds) =>
        Math.Min(count - 1, (int)Ops.RandomUniform(Shape.Scalar, 0, count, Heed.DType.Float32, seeds.Next()).Item<float>());

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Window window) return images;
        Tensor cut = ImageWindow.Of(images.Cast(ComputeDType), DataFormat, window.Top, window.Left, Height, Width);
        return ImageShape.Size(cut.Shape, DataFormat) == (Height, Width) ? cut : Ops.ResizeImages(cut, (Height, Width), dataFormat: DataFormat);
    }

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        TransformImages(segmentationMasks, transformation, training);

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Window window) return boundingBoxes;
        Tensor boxes = InPixels(boundingBoxes.Boxes, window.InputHeight, window.InputWidth);
        int cutHeight = Math.Min(Height, window.InputHeight - window.Top), cutWidth = Math.Min(Width, window.InputWidth - window.Left);
        boxes = Ops.Maximum(BoundingBoxOperations.Pad(boxes, -window.Top, -window.Left), 0);
        boxes = BoundingBoxOperations.Crop(boxes, 0, 0, cutHeight, cutWidth);
        if ((cutHeight, cutWidth) != (Height, Width))
            boxes *= Tensor.From<float>([(float)Width / cutWidth, (float)Height / cutHeight, (float)Width / cutWidth, (float)Height / cutHeight], [4]);
        return boundingBoxes with { Boxes = InOwnFormat(boxes, Height, Width) };
    }

    /// <inheritdoc/>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => ImageShape.Resized(base.ComputeOutputShape(inputs)!, Height, Width, DataFormat);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("height", Height).With("width", Width).With("seed", Seed);

    internal static RandomCrop FromConfig(Config config) => new(
        config.Require<int>("height"), config.Require<int>("width"), config.Get<int?>("seed", null), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Window(int Top, int Left, int InputHeight, int InputWidth) : ImageTransformation;
}
