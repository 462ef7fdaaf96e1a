namespace Heed;

public static partial class Ops
{
    /// <summary>Maps images by projective transforms: each output pixel takes its value from a place in the input.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C), or (C, H, W) and (B, C, H, W) with channels first.</param>
    /// <param name="transform">(8,) for all images or (B, 8): a0, a1, a2, b0, b1, b2, c0, c1. The pixel (x, y) comes from
    /// ((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k) with k = c0·x + c1·y + 1.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillMode">What lies outside an image.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>The same shape and type.</returns>
    /// <exception cref="ShapeException">The images are not of rank 3 or 4, or there is not a transform for each.</exception>
    /// <exception cref="ArgumentException">The interpolation is another one, or the transform is not of a floating-point type.</exception>
    /// <remarks>Keras: <c>keras.ops.image.affine_transform</c>, keras/src/ops/image.py. Its JAX and PyTorch backends take c0 and c1 for 0; here they count, as documented there.</remarks>
    public static Tensor AffineTransform(Tensor images, Tensor transform, Interpolation interpolation = Interpolation.Bilinear, FillMode fillMode = FillMode.Constant,
        double fillValue = 0, DataFormat? dataFormat = null)
    {
        WarpSettings settings = ImageBatch.Settings(nameof(AffineTransform), interpolation, fillMode, fillValue, dataFormat);
        ImageShape.Require(nameof(AffineTransform), images.Spec, settings.Format);
        if (transform.Rank is not (1 or 2) || transform.Shape[^1] != 8 || !transform.DType.IsFloat())
            throw new ShapeException($"AffineTransform expects a transform (8,) or (B, 8) of a floating-point type. Received {transform.Spec}.");
        Tensor rows = (transform.Rank == 1 ? ExpandDims(transform, 0) : transform).Cast(Op.Wide(transform.DType));
        return ImageBatch.Around(images, batch => settings.Apply(batch, rows));
    }
}

/// <summary>What ops on batches of images share.</summary>
internal static class ImageBatch
{
    /// <summary>Computes on rank 4, whatever the rank.</summary>
    public static Tensor Around(Tensor images, Func<Tensor, Tensor> compute) => images.Rank == 4 ? compute(images) : Ops.Squeeze(compute(Ops.ExpandDims(images, 0)), 0);

    /// <summary>The settings of an op that bends images.</summary>
    /// <exception cref="ArgumentException">The interpolation is neither nearest nor bilinear.</exception>
    public static WarpSettings Settings(string op, Interpolation interpolation, FillMode fillMode, double fillValue, DataFormat? dataFormat) =>
        interpolation is Interpolation.Nearest or Interpolation.Bilinear
            ? new(interpolation is Interpolation.Nearest, fillMode, fillValue, dataFormat ?? DataFormat.ChannelsLast)
            : throw new ArgumentException($"{op} expects interpolation Nearest or Bilinear. Received {interpolation}.", nameof(interpolation));
}
