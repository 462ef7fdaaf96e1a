namespace Heed;

public static partial class Ops
{
    /// <summary>Cuts off the edges of images. Along each axis, two of the three numbers are given, and the third follows.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C), or (C, H, W) and (B, C, H, W) with channels first.</param>
    /// <param name="topCropping">Rows cut off above.</param>
    /// <param name="leftCropping">Columns cut off at the left.</param>
    /// <param name="bottomCropping">Rows cut off below.</param>
    /// <param name="rightCropping">Columns cut off at the right.</param>
    /// <param name="targetHeight">The new height.</param>
    /// <param name="targetWidth">The new width.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>Smaller images.</returns>
    /// <exception cref="ShapeException">The images are not of rank 3 or 4, or nothing would be left.</exception>
    /// <exception cref="ArgumentException">Along an axis there are not two numbers, or one is negative.</exception>
    /// <remarks>Keras: <c>keras.ops.image.crop_images</c>, keras/src/ops/image.py.</remarks>
    public static Tensor CropImages(Tensor images, int? topCropping = null, int? leftCropping = null, int? bottomCropping = null, int? rightCropping = null, int? targetHeight = null,
        int? targetWidth = null, DataFormat? dataFormat = null)
    {
        var (height, width) = ImageEdges.Size(nameof(CropImages), images, dataFormat);
        (int top, int rows) = ImageEdges.Kept(nameof(CropImages), "top and bottom cropping and target height", topCropping, bottomCropping, targetHeight, height);
        (int left, int columns) = ImageEdges.Kept(nameof(CropImages), "left and right cropping and target width", leftCropping, rightCropping, targetWidth, width);
        return ImageWindow.Of(images, dataFormat ?? DataFormat.ChannelsLast, top, left, rows, columns);
    }
}
