using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Whether the first is at most the second, element by element: <c>z = (x ≤ y)</c>.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>Booleans of the broadcast shape; with NaN, false.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.less_equal</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor LessEqual(Tensor x, Tensor y) => Comparison.Apply<LessEqualOp>(x, y);
}

/// <summary>z = (x ≤ y)</summary>
internal readonly struct LessEqualOp : IPredicate
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.LessThanOrEqual(x, y);
}
