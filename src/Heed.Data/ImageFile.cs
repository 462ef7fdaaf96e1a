using StbImageSharp;

namespace Heed;

/// <summary>How many numbers a pixel has.</summary>
public enum ColorMode
{
    /// <summary>Red, green and blue.</summary>
    Rgb,
    /// <summary>Red, green, blue and opacity.</summary>
    Rgba,
    /// <summary>Brightness alone.</summary>
    Grayscale,
}

/// <summary>Decodes pictures. The only file that knows the library StbImageSharp.</summary>
internal static class ImageFile
{
    /// <summary>What it decodes; of a moving picture, the first frame.</summary>
    public static readonly string[] Formats = [".bmp", ".gif", ".jpeg", ".jpg", ".png"];

    /// <summary>The picture as (height, width, channels) of bytes.</summary>
    /// <exception cref="InvalidOperationException">It cannot be decoded.</exception>
    public static Tensor Decode(byte[] file, ColorMode colors)
    {
        ImageResult image = ImageResult.FromMemory(file, colors switch
        {
            ColorMode.Rgb => ColorComponents.RedGreenBlue,
            ColorMode.Rgba => ColorComponents.RedGreenBlueAlpha,
            _ => ColorComponents.Grey,
        });
        return Tensor.From(image.Data, [image.Height, image.Width, (int)image.Comp]);
    }
}
