using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Makes images larger or smaller.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C), or (C, H, W) and (B, C, H, W) with channels first; any type but strings.</param>
    /// <param name="size">The new height and width, at least 1.</param>
    /// <param name="interpolation">How values between pixels are found.</param>
    /// <param name="antialias">Widens the filter where images become smaller, so that every pixel counts; of no effect with <see cref="Interpolation.Nearest"/>.</param>
    /// <param name="cropToAspectRatio">Cuts off, evenly at both ends, what would distort the picture.</param>
    /// <param name="padToAspectRatio">Adds, evenly at both ends, what is missing to the new shape of the picture.</param>
    /// <param name="fillMode">What is added; only <see cref="FillMode.Constant"/>.</param>
    /// <param name="fillValue">The value that is added.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>Images of the new size and the same type; integers are computed in float32, rounded, and kept in their range.</returns>
    /// <exception cref="ShapeException">The images are not of rank 3 or 4, or have no pixels.</exception>
    /// <exception cref="ArgumentException">A size is below 1, both crop and pad are asked for, or the fill mode is not constant.</exception>
    /// <remarks>
    /// The middles of the corner pixels do not fall together; the edges of the pictures do. Beyond the edges nothing counts: weights are scaled to the sum 1.
    /// Keras: <c>keras.ops.image.resize</c>, keras/src/ops/image.py.
    /// </remarks>
    public static Tensor ResizeImages(Tensor images, (int Height, int Width) size, Interpolation interpolation = Interpolation.Bilinear, bool antialias = false,
        bool cropToAspectRatio = false, bool padToAspectRatio = false, FillMode fillMode = FillMode.Constant, double fillValue = 0, DataFormat? dataFormat = null)
    {
        var settings = new ResizeSettings(size.Height, size.Width, interpolation, antialias, cropToAspectRatio, padToAspectRatio, fillMode, fillValue, dataFormat ?? DataFormat.ChannelsLast);
        settings.Check(nameof(ResizeImages));
        return new ResizeImagesOp(settings).Apply(images);
    }
}

/// <summary>The settings of a change of size.</summary>
internal sealed record ResizeSettings(
    int Height, int Width, Interpolation Interpolation, bool Antialias, bool Crop, bool Pad, FillMode FillMode, double FillValue, DataFormat Format)
{
    /// <summary>Fails if they make no sense.</summary>
    public void Check(object owner)
    {
        Require.Positive(Height, owner, "height");
        Require.Positive(Width, owner, "width");
        if (Crop && Pad)
            throw new ArgumentException($"{owner} expects at most one of cropToAspectRatio and padToAspectRatio. Received both. Set one of them to false.");
        if (FillMode is not FillMode.Constant)
            throw new ArgumentException($"{owner} expects the fill mode Constant. Received {FillMode}. Pad the images first with Ops.Pad.");
    }

    /// <summary>The part of a picture that is stretched over the output: all of it, or what remains after cropping.</summary>
    public (int Top, int Left, int Height, int Width) Window(int height, int width)
    {
        if (!Crop) return (0, 0, height, width);
        int cutHeight = Math.Max(1, Math.Min(height, Scaled(width, Height, Width))), cutWidth = Math.Max(1, Math.Min(width, Scaled(height, Width, Height)));
        return ((height - cutHeight) / 2, (width - cutWidth) / 2, cutHeight, cutWidth);
    }

    /// <summary>Rows and columns to add at each end.</summary>
    public (int Rows, int Columns) Margin(int height, int width) => !Pad ? (0, 0)
        : ((Math.Max(height, Scaled(width, Height, Width)) - height) / 2, (Math.Max(width, Scaled(height, Width, Height)) - width) / 2);

    private static int Scaled(int length, int numerator, int denominator) => (int)Math.Min(int.MaxValue, (double)((long)length * numerator) / denominator);
}

/// <summary>y = the images, cropped or padded, and each axis resampled</summary>
internal sealed class ResizeImagesOp(ResizeSettings settings) : CompositeOp
{
    public override string KerasName => "Resize";

    public override IReadOnlyList<(string Key, object? Value)>? Settings =>
    [
        ("size", new[] { settings.Height, settings.Width }), ("interpolation", settings.Interpolation), ("antialias", settings.Antialias), ("crop_to_aspect_ratio", settings.Crop),
        ("pad_to_aspect_ratio", settings.Pad), ("fill_mode", settings.FillMode), ("fill_value", settings.FillValue), ("data_format", settings.Format),
    ];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        ImageShape.Require("ResizeImages", x[0], settings.Format);
        if (x[0].DType == DType.String || x[0].DType == DType.Bool && settings.Interpolation is not Interpolation.Nearest)
            Throw.Type_OpExpectsNumbers("ResizeImages", x[0]);
        return x[0] with { Shape = ImageShape.Resized(x[0].Shape, settings.Height, settings.Width, settings.Format) };
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Tensor images = Padded(x[0]);
        ImageShape image = ImageShape.Of(images.Shape, settings.Format);
        var (top, left, height, width) = settings.Window(image.Height, image.Width);
        if (settings.Interpolation is Interpolation.Nearest)
            return new PickPixelsOp(ResizeWeights.Nearest(image.Height, settings.Height, top, height), ResizeWeights.Nearest(image.Width, settings.Width, left, width), settings.Format).Apply(images);

        DType type = images.DType;
        Tensor wide = type switch
        {
            DType.Float32 or DType.Float64 or DType.UInt8 => images,
            _ => images.Cast(DType.Float32),        // as Keras does also with wide integers
        };
        Tensor y = new ResampleOp(Weights(image.Height, settings.Height, top, height, type), Weights(image.Width, settings.Width, left, width, type), settings.Format).Apply(wide);
        return y.DType == type || type.IsFloat() ? y.Cast(type) : SaturatingCast.Of(Ops.Round(y), type);
    }

    private Tensor Padded(Tensor images)
    {
        ImageShape image = ImageShape.Of(images.Shape, settings.Format);
        var (rows, columns) = settings.Margin(image.Height, image.Width);
        if (rows == 0 && columns == 0) return images;
        var widths = new (int, int)[images.Rank];
        int axis = ImageShape.HeightAxis(images.Rank, settings.Format);
        (widths[axis], widths[axis + 1]) = ((rows, rows), (columns, columns));
        return Ops.Pad(images, widths, PadMode.Constant, settings.FillValue);
    }

    private AxisWeights Weights(int input, int output, int from, int length, DType type)
    {
        AxisWeights Of(double radius, Func<double, double> filter) => ResizeWeights.Of(input, output, from, length, radius, filter, settings.Antialias, single: type is not DType.Float64);
        return settings.Interpolation switch
        {
            Interpolation.Bilinear => Of(1, ResizeWeights.Triangle),
            Interpolation.Bicubic => Of(2, ResizeWeights.Cubic),
            Interpolation.Lanczos3 => Of(3, x => ResizeWeights.Lanczos(x, 3)),
            _ => Of(5, x => ResizeWeights.Lanczos(x, 5)),
        };
    }
}
