namespace Heed;

public static partial class Ops
{
    /// <summary>Puts zeros around images. Along each axis, two of the three numbers are given, and the third follows.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C), or (C, H, W) and (B, C, H, W) with channels first.</param>
    /// <param name="topPadding">Rows added above.</param>
    /// <param name="leftPadding">Columns added at the left.</param>
    /// <param name="bottomPadding">Rows added below.</param>
    /// <param name="rightPadding">Columns added at the right.</param>
    /// <param name="targetHeight">The new height.</param>
    /// <param name="targetWidth">The new width.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>Larger images.</returns>
    /// <exception cref="ShapeException">The images are not of rank 3 or 4, or something would be cut off.</exception>
    /// <exception cref="ArgumentException">Along an axis there are not two numbers, or one is negative.</exception>
    /// <remarks>Keras: <c>keras.ops.image.pad_images</c>, keras/src/ops/image.py.</remarks>
    public static Tensor PadImages(Tensor images, int? topPadding = null, int? leftPadding = null, int? bottomPadding = null, int? rightPadding = null, int? targetHeight = null,
        int? targetWidth = null, DataFormat? dataFormat = null)
    {
        var (height, width) = ImageEdges.Size(nameof(PadImages), images, dataFormat);
        (int top, int bottom) = ImageEdges.Added(nameof(PadImages), "top and bottom padding and target height", topPadding, bottomPadding, targetHeight, height);
        (int left, int right) = ImageEdges.Added(nameof(PadImages), "left and right padding and target width", leftPadding, rightPadding, targetWidth, width);
        var widths = new (int, int)[images.Rank];
        int axis = ImageShape.HeightAxis(images.Rank, dataFormat ?? DataFormat.ChannelsLast);
        (widths[axis], widths[axis + 1]) = ((top, bottom), (left, right));
        return Pad(images, widths);
    }
}

/// <summary>How many rows and columns are added to images, or taken off.</summary>
internal static class ImageEdges
{
    /// <summary>The size of images, which must be known.</summary>
    public static (int Height, int Width) Size(string op, Tensor images, DataFormat? format)
    {
        ImageShape.Require(op, images.Spec, format ?? DataFormat.ChannelsLast);
        var (height, width) = ImageShape.Size(images.Shape, format ?? DataFormat.ChannelsLast);
        return height.IsKnown && width.IsKnown ? (height.Value, width.Value) : throw new ShapeException($"{op} expects images of known height and width. Received {images.Spec}.");
    }

    /// <summary>What is added before and after, of which one or the new length is not given.</summary>
    public static (int Before, int After) Added(string op, string names, int? before, int? after, int? target, int length)
    {
        CheckTwo(op, names, before, after, target);
        int first = before ?? target!.Value - length - after!.Value, last = after ?? target!.Value - length - first;
        return first >= 0 && last >= 0 ? (first, last) : throw new ShapeException($"{op} expects a new length of at least {length} and what is added to it ({names}). Received {target}.");
    }

    /// <summary>The first element that stays and how many stay, of which one or what is taken off at the end is not given.</summary>
    public static (int Start, int Length) Kept(string op, string names, int? before, int? after, int? target, int length)
    {
        CheckTwo(op, names, before, after, target);
        int first = before ?? length - target!.Value - after!.Value, kept = target ?? length - first - after!.Value;
        return first >= 0 && kept > 0 && first + kept <= length ? (first, kept)
            : throw new ShapeException($"{op} expects to keep at least 1 and at most {length} ({names}). Received {before?.ToString() ?? "null"}, {after?.ToString() ?? "null"} and {target?.ToString() ?? "null"}.");
    }

    private static void CheckTwo(string op, string names, int? before, int? after, int? target)
    {
        int?[] all = [before, after, target];
        if (all.Count(value => value is null) != 1 || all.Any(value => value < 0))
            throw new ArgumentException($"{op} expects exactly two of {names}, at least 0. Received {string.Join(", ", all.Select(value => value?.ToString() ?? "null"))}.");
    }
}
