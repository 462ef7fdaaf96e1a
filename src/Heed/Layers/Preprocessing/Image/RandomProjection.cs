namespace Heed.Layers;

/// <summary>What the layers have in common that map images linearly, or by perspective.</summary>
/// <remarks>
/// <para><b>Formula</b> the pixel (x, y) comes from ((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k) with k = c0·x + c1·y + 1; a layer draws a0 … c1 for each image.
/// Boxes become the smallest upright boxes around their moved corners, are cut off at the image's edges, and lose their labels (−1) if nothing is left.</para>
/// </remarks>
public abstract class RandomProjection : RandomGeometry
{
    private protected RandomProjection(Interpolation interpolation, FillMode fillMode, double fillValue, int? seed, DataFormat? dataFormat, string? name)
        : base(interpolation, fillMode, fillValue, seed, dataFormat, name) { }

    /// <summary>Draws the transforms of a batch: eight numbers for each image, in the order a0, a1, a2, b0, b1, b2, c0, c1.</summary>
    private protected abstract float[] Draw(int batch, int height, int width, SeedGenerator seeds);

    /// <inheritdoc/>
    public sealed override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        if (!training) return null;
        int batch = BatchSize(data);
        var (height, width) = ImageSize(data);
        return new Projection(Tensor.From(Draw(batch, height, width, seed ?? Seeds), [batch, 8]), height, width);
    }

    private protected sealed override Tensor Move(Tensor images, ImageTransformation transformation, Interpolation interpolation) =>
        Warped(images, ((Projection)transformation).Transforms, interpolation);

    /// <inheritdoc/>
    public sealed override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Projection drawn) return boundingBoxes;
        if (boundingBoxes.Boxes.Rank != 3 || !boundingBoxes.Boxes.Shape[0].Equals(drawn.Transforms.Shape[0]))
            throw new ShapeException($"{this} expects boxes for every image (B, N, 4). Received boxes {boundingBoxes.Boxes.Shape} for {drawn.Transforms.Shape[0]} images.");
        Tensor boxes = BoundingBoxOperations.Transform(InPixels(boundingBoxes.Boxes, drawn.Height, drawn.Width), Inverse(drawn.Transforms.AsSpan<float>()));
        BoundingBoxes clipped = BoundingBoxOperations.ClipToImageSize(new(boxes, boundingBoxes.Labels), drawn.Height, drawn.Width);
        return clipped with { Boxes = InOwnFormat(clipped.Boxes, drawn.Height, drawn.Width) };
    }

    /// <summary>The transforms tell where a pixel comes from; their inverses (B, 3, 3) tell where it goes.</summary>
    private static Tensor Inverse(ReadOnlySpan<float> transforms)
    {
        int count = transforms.Length / 8;
        float[] inverses = new float[count * 9];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> t = transforms.Slice(i * 8, 8);
            double a = t[0], b = t[1], c = t[2], d = t[3], e = t[4], f = t[5], g = t[6], h = t[7];
            double[] adjugate = [e - f * h, c * h - b, b * f - c * e, f * g - d, a - c * g, c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d];
            double determinant = a * adjugate[0] + b * adjugate[3] + c * adjugate[6];
            if (Math.Abs(determinant) < 1e-12) adjugate = [0, 0, 0, 0, 0, 0, 0, 0, determinant = 1];       // the image became a line: no box has an area
            for (int j = 0; j < 9; j++) inverses[i * 9 + j] = (float)(adjugate[j] / determinant);
        }
        return Tensor.From(inverses, [count, 3, 3]);
    }

    /// <summary>What was drawn for a batch.</summary>
    /// <param name="Transforms">(B, 8).</param>
    /// <param name="Height">The images' height.</param>
    /// <param name="Width">The images' width.</param>
    private sealed record Projection(Tensor Transforms, int Height, int Width) : ImageTransformation;
}
