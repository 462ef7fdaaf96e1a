using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The difference, element by element: <c>z = x − y</c>.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.subtract</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Subtract(Tensor x, Tensor y) => Binary.Apply<SubtractOp>(x, y);
}

/// <summary>z = x − y      dx = dz, dy = −dz</summary>
internal readonly struct SubtractOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x - y;

    public static Tensor?[] Gradient(Saved saved, Tensor dz) => [dz, saved.Needs(1) ? -dz : null];
}
