using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = r if r &lt; p₁, else 255 − r, where r = x + p₀ kept within 0 and 255; values from p₂ to p₂ + p₃ count as 0 to 255</summary>
internal readonly struct SolarizeOp : IPointFormula
{
    public static string Name => "Solarize";

    public static Vector<T> Run<T>(Vector<T> x, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> white = Simd.Constant<T>(255);
        x = Vector.Min(Vector.Max(ByteRange.Enter(x, p[2], p[3]) + p[0], Vector<T>.Zero), white);
        return ByteRange.Leave(Vector.ConditionalSelect(Vector.LessThan(x, p[1]), x, white - x), p[2], p[3]);
    }

    public static Tensor Compose(Tensor x, Tensor[] p)
    {
        x = Ops.Clip(ByteRange.Enter(x, p[2], p[3]) + p[0], 0, 255);
        return ByteRange.Leave(Ops.Where(x < p[1], x, 255 - x), p[2], p[3]);
    }
}

/// <summary>Between a range of values and 0 to 255; the range 0 to 255 stays as it is, bit by bit.</summary>
internal static class ByteRange
{
    public static Vector<T> Enter<T>(Vector<T> x, Vector<T> lower, Vector<T> size) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(IsSame(lower, size), x, (x - lower) / size * Simd.Constant<T>(255));

    public static Vector<T> Leave<T>(Vector<T> x, Vector<T> lower, Vector<T> size) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(IsSame(lower, size), x, x / Simd.Constant<T>(255) * size + lower);

    public static Tensor Enter(Tensor x, Tensor lower, Tensor size) => (x - lower) / size * 255;

    public static Tensor Leave(Tensor x, Tensor lower, Tensor size) => x / 255 * size + lower;

    private static Vector<T> IsSame<T>(Vector<T> lower, Vector<T> size) where T : unmanaged, INumber<T> =>
        Vector.Equals(lower, Vector<T>.Zero) & Vector.Equals(size, Simd.Constant<T>(255));
}
