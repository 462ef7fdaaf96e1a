using static Heed.Ops;

namespace Heed.Layers;

/// <summary>What is done to the boxes of images: other formats, clipping, affine maps.</summary>
/// <remarks>Boxes are (…, 4). Source: keras/src/layers/preprocessing/image_preprocessing/bounding_boxes/bounding_box.py.</remarks>
public static class BoundingBoxOperations
{
    /// <summary>Writes boxes in another format.</summary>
    /// <param name="boxes">(…, 4), of a floating-point type.</param>
    /// <param name="source">Their format.</param>
    /// <param name="target">The wanted format.</param>
    /// <param name="height">The image's height; wanted between relative and absolute formats.</param>
    /// <param name="width">The image's width.</param>
    /// <returns>The same boxes.</returns>
    /// <exception cref="ArgumentException">The boxes do not have four numbers, or the image's size is missing.</exception>
    public static Tensor ConvertFormat(Tensor boxes, BoundingBoxFormat source, BoundingBoxFormat target, int? height = null, int? width = null)
    {
        if (boxes.Rank == 0 || boxes.Shape[^1] != 4) throw new ShapeException($"ConvertFormat expects boxes (…, 4). Received {boxes.Spec}.");
        if (source == target) return boxes;
        bool fromRelative = IsRelative(source), toRelative = IsRelative(target);
        if (fromRelative != toRelative && (height is null || width is null))
            throw new ArgumentException($"ConvertFormat expects height and width between relative and absolute formats. Received {height?.ToString() ?? "null"} and {width?.ToString() ?? "null"} from {source} to {target}.");
        Tensor corners = ToCorners(boxes, source);
        if (fromRelative != toRelative)
        {
            Tensor size = Tensor.From<double>([width!.Value, height!.Value, width.Value, height.Value], [4]).Cast(boxes.DType);
            corners = fromRelative ? corners * size : corners / size;
        }
        return FromCorners(corners, target);
    }

    /// <summary>Cuts off what lies outside the image; a box of which nothing is left receives the label −1.</summary>
    /// <param name="boundingBoxes">In the format <see cref="BoundingBoxFormat.Xyxy"/>, or relative.</param>
    /// <param name="height">The image's height; 1 where the boxes are relative.</param>
    /// <param name="width">The image's width; 1 where the boxes are relative.</param>
    /// <returns>Boxes inside the image.</returns>
    public static BoundingBoxes ClipToImageSize(BoundingBoxes boundingBoxes, double height = 1, double width = 1)
    {
        Tensor[] ends = Ends(boundingBoxes.Boxes);
        Tensor x1 = Clip(ends[0], 0, width), y1 = Clip(ends[1], 0, height), x2 = Clip(ends[2], 0, width), y2 = Clip(ends[3], 0, height);
        return new(Concatenate([x1, y1, x2, y2], -1), Labelled(boundingBoxes.Labels, (x2 - x1) * (y2 - y1) > 0));
    }

    /// <summary>Shifts boxes into a window of the image, and cuts off what lies outside.</summary>
    /// <param name="boxes">In the format <see cref="BoundingBoxFormat.Xyxy"/>.</param>
    /// <param name="top">The window's first row.</param>
    /// <param name="left">The window's first column.</param>
    /// <param name="height">The window's height.</param>
    /// <param name="width">The window's width.</param>
    /// <returns>Boxes in the window.</returns>
    public static Tensor Crop(Tensor boxes, double top, double left, double height, double width)
    {
        Tensor[] ends = Ends(boxes);
        return Concatenate([Clip(ends[0] - left, 0, width), Clip(ends[1] - top, 0, height), Clip(ends[2] - left, 0, width), Clip(ends[3] - top, 0, height)], -1);
    }

    /// <summary>Shifts boxes by what was added to the image.</summary>
    /// <param name="boxes">In the format <see cref="BoundingBoxFormat.Xyxy"/>.</param>
    /// <param name="top">Rows added above.</param>
    /// <param name="left">Columns added at the left.</param>
    /// <returns>The shifted boxes.</returns>
    public static Tensor Pad(Tensor boxes, double top, double left) => boxes + Tensor.From<double>([left, top, left, top], [4]).Cast(boxes.DType);

    /// <summary>The smallest upright boxes around boxes whose corners have been moved.</summary>
    /// <param name="boxes">(B, N, 4) in the format <see cref="BoundingBoxFormat.Xyxy"/>.</param>
    /// <param name="transforms">(B, 3, 3): the new corner is the matrix times (x, y, 1), divided by its third number.</param>
    /// <returns>(B, N, 4).</returns>
    internal static Tensor Transform(Tensor boxes, Tensor transforms)
    {
        Tensor[] ends = Ends(boxes);
        Tensor Corner(int x, int y) => Concatenate([ends[x], ends[y], OnesLike(ends[x])], -1);                                  // (B, N, 3)
        Tensor corners = Stack([Corner(0, 1), Corner(2, 1), Corner(2, 3), Corner(0, 3)], 2);                                    // (B, N, 4, 3)
        Tensor moved = MatMul(corners, ExpandDims(SwapAxes(transforms, -1, -2), 1));                                            // (B, N, 4, 3)
        Tensor places = moved[.., .., .., ..2] / moved[.., .., .., 2..];                                                        // (B, N, 4, 2)
        return Concatenate([Min(places, [2]), Max(places, [2])], -1);                                                           // (B, N, 4)
    }

    /// <summary>The four numbers of boxes: each (…, 1).</summary>
    internal static Tensor[] Ends(Tensor boxes) => Split(boxes, 4, -1).ToArray();

    /// <summary>Labels, −1 where there is no box.</summary>
    /// <param name="labels">One for each box, or one for each box and class.</param>
    /// <param name="isThere">(…, 1): is there a box?</param>
    private static Tensor Labelled(Tensor labels, Tensor isThere)
    {
        bool perClass = labels.Rank == isThere.Rank && labels.Shape[..^1] == isThere.Shape[..^1];
        return Where(perClass ? isThere : Squeeze(isThere, -1), labels, CastOp.Number(-1, labels.DType));
    }

    private static bool IsRelative(BoundingBoxFormat format) => format >= BoundingBoxFormat.RelXyxy;

    private static Tensor ToCorners(Tensor boxes, BoundingBoxFormat format)
    {
        Tensor[] b = Ends(boxes);
        return format switch
        {
            BoundingBoxFormat.Xyxy or BoundingBoxFormat.RelXyxy => boxes,
            BoundingBoxFormat.Yxyx or BoundingBoxFormat.RelYxyx => Concatenate([b[1], b[0], b[3], b[2]], -1),
            BoundingBoxFormat.Xywh or BoundingBoxFormat.RelXywh => Concatenate([b[0], b[1], b[0] + b[2], b[1] + b[3]], -1),
            BoundingBoxFormat.CenterYxhw => Concatenate([b[1] - b[3] / 2, b[0] - b[2] / 2, b[1] + b[3] / 2, b[0] + b[2] / 2], -1),
            _ => Concatenate([b[0] - b[2] / 2, b[1] - b[3] / 2, b[0] + b[2] / 2, b[1] + b[3] / 2], -1),
        };
    }

    private static Tensor FromCorners(Tensor corners, BoundingBoxFormat format)
    {
        Tensor[] b = Ends(corners);
        Tensor width = b[2] - b[0], height = b[3] - b[1];
        return format switch
        {
            BoundingBoxFormat.Xyxy or BoundingBoxFormat.RelXyxy => corners,
            BoundingBoxFormat.Yxyx or BoundingBoxFormat.RelYxyx => Concatenate([b[1], b[0], b[3], b[2]], -1),
            BoundingBoxFormat.Xywh or BoundingBoxFormat.RelXywh => Concatenate([b[0], b[1], width, height], -1),
            BoundingBoxFormat.CenterYxhw => Concatenate([b[1] + height / 2, b[0] + width / 2, height, width], -1),
            _ => Concatenate([b[0] + width / 2, b[1] + height / 2, width, height], -1),
        };
    }
}
