using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Along which axes <see cref="RandomFlip"/> turns images over.</summary>
public enum FlipMode
{
    /// <summary>Left and right change places.</summary>
    Horizontal,
    /// <summary>Top and bottom change places.</summary>
    Vertical,
    /// <summary>Both, at the same time.</summary>
    HorizontalAndVertical,
}

/// <summary>Turns half of the images over while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images and masks in the compute type. Without training nothing moves.</para>
/// <para><b>Formula</b> each image with probability ½; with both axes, it is turned over along both or along none.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  boxes are cut off at all edges of the image (Keras, at the right and at the bottom, not).</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_flip.py.</para>
/// </remarks>
public sealed class RandomFlip : ImagePreprocessingLayer
{
    private readonly SeedGenerator _seeds;

    /// <summary>Makes the layer.</summary>
    /// <param name="mode">Along which axes.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical, int? seed = null, DataFormat? dataFormat = null, string? name = null) : base(dataFormat, name)
    {
        (Mode, Seed) = (mode, seed);
        _seeds = AddSeedGenerator(seed);
    }

    /// <summary>Along which axes.</summary>
    public FlipMode Mode { get; }

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    private bool IsVertical => Mode is not FlipMode.Horizontal;

    private bool IsHorizontal => Mode is not FlipMode.Vertical;

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        if (!training) return null;
        float[] draws = RandomUniform([BatchSize(data)], 0, 1, Heed.DType.Float32, (seed ?? _seeds).Next()).ToArray<float>();
        var (height, width) = ImageSize(data);
        return new Flips(Array.ConvertAll(draws, draw => draw <= 0.5f), height, width);
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        Tensor inputs = images.Cast(ComputeDType);
        return training && transformation is Flips flips ? new MirrorImagesOp(flips.Images, IsVertical, IsHorizontal, DataFormat).Apply(inputs) : inputs;
    }

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        TransformImages(segmentationMasks, transformation, training);

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Flips flips) return boundingBoxes;
        if (boundingBoxes.Boxes.Rank != 3 || !boundingBoxes.Boxes.Shape[0].Equals(flips.Images.Length))
            throw new ShapeException($"{this} expects boxes for every image (B, N, 4). Received boxes {boundingBoxes.Boxes.Shape} for {flips.Images.Length} images.");
        Tensor boxes = InPixels(boundingBoxes.Boxes, flips.Height, flips.Width);
        Tensor[] ends = BoundingBoxOperations.Ends(boxes);
        (Tensor x1, Tensor x2) = IsHorizontal ? (flips.Width - ends[2], flips.Width - ends[0]) : (ends[0], ends[2]);
        (Tensor y1, Tensor y2) = IsVertical ? (flips.Height - ends[3], flips.Height - ends[1]) : (ends[1], ends[3]);
        boxes = Where(Tensor.From(flips.Images, [flips.Images.Length, 1, 1]), Concatenate([x1, y1, x2, y2], -1), boxes);
        BoundingBoxes clipped = BoundingBoxOperations.ClipToImageSize(new(boxes, boundingBoxes.Labels), flips.Height, flips.Width);
        return clipped with { Boxes = InOwnFormat(clipped.Boxes, flips.Height, flips.Width) };
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("seed", Seed).With("mode", Mode);

    internal static RandomFlip FromConfig(Config config) =>
        new(config.Get("mode", FlipMode.HorizontalAndVertical), config.Get<int?>("seed", null), FormatOf(config), config.Name) { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Flips(bool[] Images, int Height, int Width) : ImageTransformation;
}
