namespace Heed;

/// <summary>A part of every image.</summary>
internal static class ImageWindow
{
    /// <summary>Cuts out a window, which may end at the image's end.</summary>
    public static Tensor Of(Tensor images, DataFormat format, int top, int left, int height, int width)
    {
        int axis = ImageShape.HeightAxis(images.Rank, format);
        int?[] starts = new int?[images.Rank], stops = new int?[images.Rank];
        (starts[axis], stops[axis]) = (top, top + height);
        (starts[axis + 1], stops[axis + 1]) = (left, left + width);
        return Ops.Slice(images, starts, stops);
    }
}
