namespace Heed;

public static partial class Ops
{
    /// <summary>Bends images like rubber: each pixel is displaced by smooth noise.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C), or (C, H, W) and (B, C, H, W) with channels first; of known shape.</param>
    /// <param name="alpha">The factor of the displacements.</param>
    /// <param name="sigma">The standard deviation of the noise, and of the bell curve that smoothes it, in pixels; at least 0.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillMode">What lies outside an image.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="key">The same key gives the same displacements.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>The same shape and type.</returns>
    /// <exception cref="ShapeException">The images are not of rank 3 or 4.</exception>
    /// <exception cref="ArgumentException">The interpolation is another one, or sigma is negative.</exception>
    /// <remarks>Keras: <c>keras.ops.image.elastic_transform</c>, keras/src/ops/image.py.</remarks>
    public static Tensor ElasticTransform(Tensor images, double alpha, double sigma, Interpolation interpolation, FillMode fillMode, double fillValue, RandomKey key,
        DataFormat? dataFormat = null)
    {
        WarpSettings settings = ImageBatch.Settings(nameof(ElasticTransform), interpolation, fillMode, fillValue, dataFormat);
        ImageShape.Require(nameof(ElasticTransform), images.Spec, settings.Format);
        Require.NotNegative(sigma, nameof(ElasticTransform));
        var (height, width) = ImageShape.Size(images.Shape, settings.Format);
        if (!images.Shape.IsKnown) throw new ShapeException($"ElasticTransform expects images of known shape. Received {images.Spec}. Put the call into a layer.");
        DType type = images.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        Tensor places = Displacement.Places(images.Rank == 4 ? images.Shape[0].Value : 1, height.Value, width.Value, alpha, sigma, type, key);
        return ImageBatch.Around(images, batch => settings.Apply(batch, places));
    }
}
