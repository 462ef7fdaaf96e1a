using System.Numerics;
using static Heed.Ops;

namespace Heed;

/// <summary>y = x with its hue turned by p₀; values from p₁ to p₁ + p₂ count as 0 to 1</summary>
internal readonly struct AdjustHueOp : IColorFormula
{
    public static string Name => "AdjustHue";

    public static string? KerasName => null;

    public static void Run<T>(ref Vector<T> r, ref Vector<T> g, ref Vector<T> b, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> zero = Vector<T>.Zero, one = Vector<T>.One, turn = p[0], lower = p[1], range = p[2];
        (r, g, b) = ((r - lower) / range, (g - lower) / range, (b - lower) / range);
        RgbToHsvOp.Run(ref r, ref g, ref b, p);
        r += turn;
        r = Vector.ConditionalSelect(Vector.GreaterThan(r, one), r - one, r);
        r = Vector.ConditionalSelect(Vector.LessThan(r, zero), r + one, r);
        HsvToRgbOp.Run(ref r, ref g, ref b, p);
        r = Vector.Min(Vector.Max(r, zero), one) * range + lower;
        g = Vector.Min(Vector.Max(g, zero), one) * range + lower;
        b = Vector.Min(Vector.Max(b, zero), one) * range + lower;
    }

    public static (Tensor, Tensor, Tensor) Compose(Tensor r, Tensor g, Tensor b, Tensor[] p)
    {
        Tensor Scaled(Tensor x) => (x - p[1]) / p[2];
        Tensor Back(Tensor x) => Clip(x, 0, 1) * p[2] + p[1];
        (Tensor hue, Tensor saturation, Tensor value) = RgbToHsvOp.Compose(Scaled(r), Scaled(g), Scaled(b), []);
        hue += p[0];
        hue = Where(hue > 1, hue - 1, hue);
        hue = Where(hue < 0, hue + 1, hue);
        (r, g, b) = HsvToRgbOp.Compose(hue, saturation, value, []);
        return (Back(r), Back(g), Back(b));
    }
}
