using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The quotient rounded down, element by element: <c>z = ⌊x / y⌋</c>.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type. Floats give ±∞ or NaN where <c>y</c> is 0.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.floor_divide</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor FloorDivide(Tensor x, Tensor y) => Binary.Apply<FloorDivideOp>(x, y);
}

/// <summary>z = ⌊x / y⌋      no gradient (constant between its steps)</summary>
internal readonly struct FloorDivideOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Simd.FloorDivide(x, y);

    public static Tensor?[] Gradient(Saved saved, Tensor dz) => [null, null];
}
