using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Maps images by perspective, so that four points go to four others.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C), or (C, H, W) and (B, C, H, W) with channels first.</param>
    /// <param name="startPoints">(4, 2) or (B, 4, 2): points (x, y) of the input.</param>
    /// <param name="endPoints">The same shape: where they come to lie.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillValue">The value outside an image.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>The same shape and type. There is no gradient by the points.</returns>
    /// <exception cref="ShapeException">The images are not of rank 3 or 4, or there are not four points for each.</exception>
    /// <exception cref="ArgumentException">The interpolation is another one.</exception>
    /// <remarks>Keras: <c>keras.ops.image.perspective_transform</c>, keras/src/ops/image.py.</remarks>
    public static Tensor PerspectiveTransform(Tensor images, Tensor startPoints, Tensor endPoints, Interpolation interpolation = Interpolation.Bilinear, double fillValue = 0,
        DataFormat? dataFormat = null)
    {
        WarpSettings settings = ImageBatch.Settings(nameof(PerspectiveTransform), interpolation, FillMode.Constant, fillValue, dataFormat);
        ImageShape.Require(nameof(PerspectiveTransform), images.Spec, settings.Format);
        Tensor transforms = new HomographyOp().Apply(StopGradient(startPoints.Cast(DType.Float64)), StopGradient(endPoints.Cast(DType.Float64)));
        DType type = images.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        return ImageBatch.Around(images, batch => settings.Apply(batch, transforms.Cast(type)));
    }
}

/// <summary>(start, end) → the projective transforms (B, 8) that take a place near the end points to the input; they lead no gradient.</summary>
internal sealed class HomographyOp : ConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape == x[1].Shape, "start and end points of one shape", x);
        Expect(x[0].Shape.Rank is 2 or 3 && x[0].Shape[^2] == 4 && x[0].Shape[^1] == 2, "four points (x, y) for all images (4, 2), or for each (B, 4, 2)", x);
        return new([x[0].Shape.Rank == 2 ? 1 : x[0].Shape[0], 8], x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        for (int i = 0; i < y.Shape[0].Value; i++)
            Homography.Of(x[0].AsSpan<double>().Slice(i * 8, 8), x[1].AsSpan<double>().Slice(i * 8, 8)).CopyTo(y.Writable<double>()[(i * 8)..]);
    }
}
