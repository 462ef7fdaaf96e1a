using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The sum, element by element: <c>z = x + y</c>.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type; of booleans, the logical or.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.add</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Add(Tensor x, Tensor y) =>
        Promotion.Of(x, y) == DType.Bool ? LogicalOr(x, y) : Binary.Apply<AddOp>(x, y);
}

/// <summary>z = x + y      dx = dz, dy = dz</summary>
internal readonly struct AddOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x + y;

    public static Tensor?[] Gradient(Saved saved, Tensor dz) => [dz, dz];
}
