namespace Heed.Kernels;

/// <summary>Sizes of images that are bent: x is (images · planes, height, width, inner), y (images · planes, rows, columns, inner).</summary>
/// <param name="Images">Pictures with places of their own.</param>
/// <param name="Planes">Channels that are planes of their own: with channels first; else 1.</param>
/// <param name="Height">Rows of x.</param>
/// <param name="Width">Columns of x.</param>
/// <param name="Rows">Rows of y.</param>
/// <param name="Columns">Columns of y.</param>
/// <param name="Inner">Elements of a pixel that lie together.</param>
/// <param name="Outside">What lies beyond the edges.</param>
internal readonly record struct WarpShape(int Images, int Planes, int Height, int Width, int Rows, int Columns, int Inner, Outside Outside)
{
    /// <summary>Elements of one plane of x.</summary>
    public int Plane => Height * Width * Inner;

    /// <summary>Elements of one row of y.</summary>
    public int Line => Columns * Inner;
}
