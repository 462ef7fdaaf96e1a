using System.Numerics;
using static Heed.Ops;

namespace Heed;

public static partial class Ops
{
    /// <summary>Colours by hue, saturation and value.</summary>
    /// <param name="images">(…, H, W, 3) or, with channels first, (…, 3, H, W): red, green and blue, floating point, usually in [0, 1].</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>Hue and saturation in [0, 1], and value, the largest of the three.</returns>
    /// <exception cref="ShapeException">There are not three channels, or the rank is neither 3 nor 4.</exception>
    /// <exception cref="ArgumentException">The images are not floating point.</exception>
    /// <remarks>Keras: <c>keras.ops.image.rgb_to_hsv</c>, keras/src/ops/image.py.</remarks>
    public static Tensor RgbToHsv(Tensor images, DataFormat? dataFormat = null) => new ColorOp<RgbToHsvOp>(dataFormat ?? DataFormat.ChannelsLast).Apply(images);
}

/// <summary>v = max, s = (max − min) / max, h = a sixth of the distance from the nearest of red, green and blue, plus 0, 2/6 or 4/6</summary>
internal readonly struct RgbToHsvOp : IColorFormula
{
    public static string Name => "RgbToHsv";

    public static string KerasName => "RGBToHSV";

    public static void Run<T>(ref Vector<T> r, ref Vector<T> g, ref Vector<T> b, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> zero = Vector<T>.Zero, one = Vector<T>.One, smallest = Smallest<T>();
        r = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(r), smallest), zero, r);
        g = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(g), smallest), zero, g);
        b = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(b), smallest), zero, b);

        Vector<T> value = Vector.Max(Vector.Max(r, g), b), range = value - Vector.Min(Vector.Min(r, g), b);
        Vector<T> isBright = Vector.GreaterThan(value, zero), isColored = Vector.GreaterThan(range, zero);
        Vector<T> saturation = Vector.ConditionalSelect(isBright, range / Vector.ConditionalSelect(isBright, value, one), zero);
        Vector<T> sixth = one / (Kernels.Simd.Constant<T>(6) * Vector.ConditionalSelect(isColored, range, one));
        Vector<T> hue = Vector.ConditionalSelect(Vector.Equals(value, g),
            sixth * (b - r) + Kernels.Simd.Constant<T>(2.0 / 6), sixth * (r - g) + Kernels.Simd.Constant<T>(4.0 / 6));
        hue = Vector.ConditionalSelect(Vector.Equals(value, r), sixth * (g - b), hue);
        Vector<T> turn = Vector.ConditionalSelect(Vector.LessThan(hue, zero), one, zero);
        (r, g, b) = (Vector.ConditionalSelect(isColored, hue, zero) + turn, saturation, value);
    }

    public static (Tensor, Tensor, Tensor) Compose(Tensor r, Tensor g, Tensor b, Tensor[] p)
    {
        Tensor Cleaned(Tensor x) => Where(Abs(x) < Epsilon(x.DType), 0, x);
        (r, g, b) = (Cleaned(r), Cleaned(g), Cleaned(b));
        Tensor value = Maximum(Maximum(r, g), b), range = value - Minimum(Minimum(r, g), b);
        Tensor isBright = value > 0, isColored = range > 0;
        Tensor saturation = Where(isBright, range / Where(isBright, value, 1), 0);
        Tensor sixth = 1 / (6 * Where(isColored, range, 1));
        Tensor hue = Where(Equal(value, g), sixth * (b - r) + 2.0 / 6, sixth * (r - g) + 4.0 / 6);
        hue = Where(Equal(value, r), sixth * (g - b), hue);
        return (Where(isColored, hue, 0) + Where(hue < 0, 1, 0).Cast(hue.DType), saturation, value);
    }

    /// <summary>What counts as black: the distance from 1 to the next number.</summary>
    private static Vector<T> Smallest<T>() where T : unmanaged, INumber<T> => Kernels.Simd.Constant<T>(typeof(T) == typeof(double) ? Epsilon(DType.Float64) : Epsilon(DType.Float32));

    private static double Epsilon(DType type) => type == DType.Float64 ? 2.220446049250313e-16 : 1.1920928955078125e-7;
}
