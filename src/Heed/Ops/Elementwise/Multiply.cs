using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The product, element by element: <c>z = x · y</c>.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type; of booleans, the logical and.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.multiply</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Multiply(Tensor x, Tensor y) =>
        Promotion.Of(x, y) == DType.Bool ? LogicalAnd(x, y) : Binary.Apply<MultiplyOp>(x, y);
}

/// <summary>z = x · y      dx = dz · y, dy = dz · x</summary>
internal readonly struct MultiplyOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x * y;

    public static Tensor?[] Gradient(Saved saved, Tensor dz) =>
        [saved.Needs(0) ? dz * saved.Inputs[1] : null, saved.Needs(1) ? dz * saved.Inputs[0] : null];
}
