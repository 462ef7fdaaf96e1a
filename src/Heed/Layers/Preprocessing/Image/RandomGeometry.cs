namespace Heed.Layers;

/// <summary>What the layers that move the pixels of images at random have in common: images, masks and boxes are moved by the same draw.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type. Without training nothing moves.</para>
/// <para><b>Masks</b>   end here.</para>
/// </remarks>
public abstract class RandomGeometry : ImagePreprocessingLayer
{
    private protected RandomGeometry(Interpolation interpolation, FillMode fillMode, double fillValue, int? seed, DataFormat? dataFormat, string? name, bool allowsMirror = false)
        : base(dataFormat, name)
    {
        if (interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
            throw new ArgumentException($"{this} expects interpolation to be Nearest or Bilinear. Received {interpolation}.", nameof(interpolation));
        if (!Enum.IsDefined(fillMode) || fillMode is FillMode.Mirror && !allowsMirror)
            throw new ArgumentException($"{this} expects fillMode to be Reflect, Wrap, Constant{(allowsMirror ? ", Nearest or Mirror" : " or Nearest")}. Received {fillMode}.", nameof(fillMode));
        (Interpolation, FillMode, FillValue, Seed) = (interpolation, fillMode, fillValue, seed);
        Seeds = AddSeedGenerator(seed);
    }

    /// <summary>How values between pixels are found; of masks, the nearest.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>What lies outside an image.</summary>
    public FillMode FillMode { get; }

    /// <summary>The value outside, where <see cref="FillMode"/> is constant.</summary>
    public double FillValue { get; }

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    private protected SeedGenerator Seeds { get; }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        Tensor inputs = images.Cast(ComputeDType);
        return training && transformation is not null ? Move(inputs, transformation, Interpolation) : inputs;
    }

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        training && transformation is not null ? Move(segmentationMasks, transformation, Interpolation.Nearest) : segmentationMasks;

    /// <summary>Moves the pixels of a batch of images or masks.</summary>
    private protected abstract Tensor Move(Tensor images, ImageTransformation transformation, Interpolation interpolation);

    /// <summary>Takes each pixel from a place, as the layer interpolates and fills.</summary>
    private protected Tensor Warped(Tensor images, Tensor places, Interpolation interpolation) =>
        new WarpSettings(interpolation is Interpolation.Nearest, FillMode, FillValue, DataFormat).Apply(images, places);

    /// <summary>Random numbers, as many as there are images, or <paramref name="each"/> times as many.</summary>
    private protected static float[] Uniform(int count, (double Lower, double Upper) range, SeedGenerator seeds, int each = 1) =>
        Ops.RandomUniform([count * each], range.Lower, range.Upper, Heed.DType.Float32, seeds.Next()).ToArray<float>();
}
