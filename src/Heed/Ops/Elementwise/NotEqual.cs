using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Whether two elements differ, element by element: <c>z = (x ≠ y)</c>.</summary>
    /// <param name="x">Numbers, booleans or strings of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>Booleans of the broadcast shape; with NaN, true.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.not_equal</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor NotEqual(Tensor x, Tensor y) =>
        x.DType == DType.String && y.DType == DType.String ? LogicalNot(Equal(x, y)) : Comparison.Apply<NotEqualOp>(x, y);
}

/// <summary>z = (x ≠ y)</summary>
internal readonly struct NotEqualOp : IPredicate
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => ~Vector.Equals(x, y);
}
