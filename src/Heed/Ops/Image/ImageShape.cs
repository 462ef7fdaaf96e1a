namespace Heed;

/// <summary>An image (H, W, C) or a batch of them, of either format, seen as (outer, height, width, inner).</summary>
/// <param name="Outer">Pictures, or planes with channels first.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Inner">Elements of a pixel that lie together: channels, or 1 with channels first.</param>
internal readonly record struct ImageShape(int Outer, int Height, int Width, int Inner)
{
    /// <summary>The sizes of a shape of rank 3 or 4.</summary>
    public static ImageShape Of(Shape shape, DataFormat format)
    {
        int height = HeightAxis(shape.Rank, format), outer = 1;
        for (int axis = 0; axis < height; axis++) outer *= shape[axis].Value;
        return new(outer, shape[height].Value, shape[height + 1].Value, format is DataFormat.ChannelsFirst ? 1 : shape[^1].Value);
    }

    /// <summary>The axis of the rows; that of the columns follows it.</summary>
    public static int HeightAxis(int rank, DataFormat format) => format is DataFormat.ChannelsFirst ? rank - 2 : rank - 3;

    /// <summary>The same shape with another height and width.</summary>
    public static Shape Resized(Shape shape, Dim height, Dim width, DataFormat format)
    {
        int axis = HeightAxis(shape.Rank, format);
        return shape.With(axis, height).With(axis + 1, width);
    }

    /// <summary>Height and width of a shape.</summary>
    public static (Dim Height, Dim Width) Size(Shape shape, DataFormat format)
    {
        int axis = HeightAxis(shape.Rank, format);
        return (shape[axis], shape[axis + 1]);
    }

    /// <summary>Fails unless it is an image or a batch of images, with at least one pixel.</summary>
    /// <exception cref="ShapeException">It is not.</exception>
    public static void Require(string op, TensorSpec images, DataFormat format)
    {
        if (images.Shape.Rank is not (3 or 4))
            throw new ShapeException($"{op} expects an image of rank 3 or a batch of images of rank 4. Received {images}.");
        var (height, width) = Size(images.Shape, format);
        if (height.Equals(0) || width.Equals(0))
            throw new ShapeException($"{op} expects images of at least one pixel. Received {images}.");
    }
}
