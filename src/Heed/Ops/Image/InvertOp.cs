using System.Numerics;

namespace Heed;

/// <summary>y = p₁ − x where p₀ is 1, else x</summary>
internal readonly struct InvertOp : IPointFormula
{
    public static string Name => "Invert";

    public static Vector<T> Run<T>(Vector<T> x, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(Vector.Equals(p[0], Vector<T>.One), p[1] - x, x);

    public static Tensor Compose(Tensor x, Tensor[] p) => Ops.Where(Ops.Equal(p[0], 1), p[1] - x, x);
}
