using System.Numerics;
using Heed.Kernels;
using static Heed.Ops;

namespace Heed;

public static partial class Ops
{
    /// <summary>Red, green and blue from hue, saturation and value; the inverse of <see cref="RgbToHsv"/>.</summary>
    /// <param name="images">(…, H, W, 3) or, with channels first, (…, 3, H, W), floating point; whole turns of the hue do not count.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>The same shape and type.</returns>
    /// <exception cref="ShapeException">There are not three channels, or the rank is neither 3 nor 4.</exception>
    /// <exception cref="ArgumentException">The images are not floating point.</exception>
    /// <remarks>Keras: <c>keras.ops.image.hsv_to_rgb</c>, keras/src/ops/image.py.</remarks>
    public static Tensor HsvToRgb(Tensor images, DataFormat? dataFormat = null) => new ColorOp<HsvToRgbOp>(dataFormat ?? DataFormat.ChannelsLast).Apply(images);
}

/// <summary>colour = v · (1 − s + s · part), where a colour's part is 1 within a sixth of a turn around it and falls to 0 over the next sixth</summary>
internal readonly struct HsvToRgbOp : IColorFormula
{
    public static string Name => "HsvToRgb";

    public static string KerasName => "HSVToRGB";

    public static void Run<T>(ref Vector<T> h, ref Vector<T> s, ref Vector<T> v, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> zero = Vector<T>.Zero, one = Vector<T>.One, two = Simd.Constant<T>(2), turn = (h - Simd.Floor(h)) * Simd.Constant<T>(6);
        Vector<T> red = Vector.Min(Vector.Max(Vector.Abs(turn - Simd.Constant<T>(3)) - one, zero), one);
        Vector<T> green = Vector.Min(Vector.Max(two - Vector.Abs(turn - two), zero), one);
        Vector<T> blue = Vector.Min(Vector.Max(two - Vector.Abs(turn - Simd.Constant<T>(4)), zero), one);
        Vector<T> gray = one - s, bright = v, vivid = s;
        (h, s, v) = (bright * (gray + vivid * red), bright * (gray + vivid * green), bright * (gray + vivid * blue));
    }

    public static (Tensor, Tensor, Tensor) Compose(Tensor h, Tensor s, Tensor v, Tensor[] p)
    {
        Tensor turn = (h - Floor(h)) * 6;
        Tensor Color(Tensor part) => v * (1 - s + s * Clip(part, 0, 1));
        return (Color(Abs(turn - 3) - 1), Color(2 - Abs(turn - 2)), Color(2 - Abs(turn - 4)));
    }
}
