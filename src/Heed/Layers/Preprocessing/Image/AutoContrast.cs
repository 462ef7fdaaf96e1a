using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Spreads the values of each channel of each image over the whole range.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>; the result is the same without training.</para>
/// <para><b>Formula</b> as bytes, (x − least) · 255 / (largest − least), kept within 0 and 255; a channel of one value stays as it is.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/auto_contrast.py. With channels first Keras, and so Heed, seeks the extremes of each column
/// over channels and rows.</para>
/// </remarks>
public sealed class AutoContrast : ColorLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public AutoContrast((double Min, double Max)? valueRange = null, string? name = null) : base(Sorted(valueRange), isRandom: false, null, null, name) { }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) => Recolor(images.Cast(ComputeDType), transformation);

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        if (images.Length == 0) return images;
        Tensor bytes = TransformValueRange(images, ValueRange, (0, 255), images.DType);
        Tensor low = Min(bytes, [1, 2], keepDims: true), high = Max(bytes, [1, 2], keepDims: true);       // (B, 1, 1, C)
        Tensor scale = 255 / (high - low), shift = -low * scale;
        Tensor results = new ScaleShiftOp(0, 255).Apply(bytes, scale, shift);
        results = TransformValueRange(results, (0, 255), ValueRange, images.DType);
        return Any(IsNan(shift)).Item<bool>() || Any(IsInf(shift)).Item<bool>() ? Where(IsNan(results), images, results) : results;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig());

    internal static AutoContrast FromConfig(Config config) => new(ReadRange(config), config.Name) { DataFormat = FormatOf(config), BoundingBoxFormat = BoxesOf(config) };
}
