using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Whether exactly one is true, element by element: <c>z = x ⊕ y</c>.</summary>
    /// <param name="x">Booleans of any shape; a number counts as true unless it is 0.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>Booleans of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.logical_xor</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor LogicalXor(Tensor x, Tensor y) => new LogicalOp<LogicalXorOp>().Apply(x.Cast(DType.Bool), y.Cast(DType.Bool));
}

/// <summary>z = x ⊕ y</summary>
internal readonly struct LogicalXorOp : IMap2
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x ^ y;
}
