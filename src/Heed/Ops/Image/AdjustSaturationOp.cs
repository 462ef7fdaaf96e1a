using System.Numerics;
using static Heed.Ops;

namespace Heed;

/// <summary>y = x with its saturation multiplied by p₀ and kept within p₁ and p₂</summary>
internal readonly struct AdjustSaturationOp : IColorFormula
{
    public static string Name => "AdjustSaturation";

    public static string? KerasName => null;

    public static void Run<T>(ref Vector<T> r, ref Vector<T> g, ref Vector<T> b, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        RgbToHsvOp.Run(ref r, ref g, ref b, p);
        g = Vector.Min(Vector.Max(g * p[0], p[1]), p[2]);
        HsvToRgbOp.Run(ref r, ref g, ref b, p);
    }

    public static (Tensor, Tensor, Tensor) Compose(Tensor r, Tensor g, Tensor b, Tensor[] p)
    {
        (Tensor hue, Tensor saturation, Tensor value) = RgbToHsvOp.Compose(r, g, b, []);
        return HsvToRgbOp.Compose(hue, Clip(saturation * p[0], p[1], p[2]), value, []);
    }
}
