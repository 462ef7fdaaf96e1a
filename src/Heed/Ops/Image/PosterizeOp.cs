using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = the largest multiple of p₀ not above ⌊x⌋ within 0 and 255: the lower bits of a byte are 0; values from p₁ to p₁ + p₂ count as 0 to 255</summary>
internal readonly struct PosterizeOp : IPointFormula
{
    public static string Name => "Posterize";

    public static Vector<T> Run<T>(Vector<T> x, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>
    {
        Vector<T> whole = Simd.Floor(Vector.Min(Vector.Max(ByteRange.Enter(x, p[1], p[2]), Vector<T>.Zero), Simd.Constant<T>(255)));
        return ByteRange.Leave(Simd.Floor(whole / p[0]) * p[0], p[1], p[2]);
    }

    public static Tensor Compose(Tensor x, Tensor[] p) =>
        ByteRange.Leave(Ops.Floor(Ops.Floor(Ops.Clip(ByteRange.Enter(x, p[1], p[2]), 0, 255)) / p[0]) * p[0], p[1], p[2]);
}
