using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Boxes at random places, one in each image: those that <see cref="RandomErasing"/> fills and <see cref="CutMix"/> replaces.</summary>
internal static class RandomBoxes
{
    /// <summary>Begin and end along one axis: a part of its length, anywhere.</summary>
    /// <param name="parts">How long each is, in [0, 1].</param>
    /// <param name="length">The axis's length in pixels.</param>
    /// <param name="key">Draws the places.</param>
    public static (float Start, float End)[] Along(float[] parts, int length, RandomKey key)
    {
        float[] places = Ops.RandomUniform([parts.Length], 0, 1, DType.Float32, key).ToArray<float>();
        return [.. parts.Zip(places, (part, place) => (place * (length - part * length), place * (length - part * length) + part * length))];
    }

    /// <summary>The pixels whose places lie in a box.</summary>
    public static PasteBox Pixels(int source, (float Start, float End) x, (float Start, float End) y, int height, int width)
    {
        static int Pixel(float place, int length) => Math.Clamp((int)MathF.Ceiling(place), 0, length);
        return new(source, Pixel(y.Start, height), Pixel(y.End, height), Pixel(x.Start, width), Pixel(x.End, width));
    }
}
