using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = x + p₀ · (gray − x), kept within p₁ and p₂; gray itself for p₀ = 1, x itself for p₀ = 0</summary>
internal readonly struct TowardsGrayOp : IColorFormula
{
    public static string Name => "TowardsGray";

    public static string? KerasName => null;

    public static void Run<T>(ref Vector<T> r, ref Vector<T> g, ref Vector<T> b, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> gray = Gray(r, g, b);
        (r, g, b) = (Moved(r, gray, p), Moved(g, gray, p), Moved(b, gray, p));
    }

    private static Vector<T> Moved<T>(Vector<T> x, Vector<T> gray, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> moved = Vector.ConditionalSelect(Vector.Equals(p[0], Vector<T>.Zero), x, x + p[0] * (gray - x));
        return Vector.Min(Vector.Max(Vector.ConditionalSelect(Vector.Equals(p[0], Vector<T>.One), gray, moved), p[1]), p[2]);
    }

    public static (Tensor, Tensor, Tensor) Compose(Tensor r, Tensor g, Tensor b, Tensor[] p)
    {
        Tensor gray = 0.2989 * r + 0.587 * g + 0.114 * b;
        Tensor Moved(Tensor x) => Ops.Clip(x + p[0] * (gray - x), p[1], p[2]);
        return (Moved(r), Moved(g), Moved(b));
    }

    /// <summary>How bright a colour looks.</summary>
    public static Vector<T> Gray<T>(Vector<T> r, Vector<T> g, Vector<T> b) where T : unmanaged, INumber<T> =>
        Simd.Constant<T>(0.2989) * r + Simd.Constant<T>(0.587) * g + Simd.Constant<T>(0.114) * b;
}
