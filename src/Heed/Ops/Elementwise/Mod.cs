using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The remainder with the sign of the divisor, element by element: <c>z = x − y ⌊x / y⌋</c>.</summary>
    /// <param name="x">Numbers of any shape; two booleans count as int32.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type. Floats give NaN where <c>y</c> is 0.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.mod</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Mod(Tensor x, Tensor y) => Binary.Apply<ModOp>(x, y, Promotion.Number(Promotion.Of(x, y)));
}

/// <summary>z = x − y ⌊x / y⌋      dx = dz, dy = −dz · ⌊x / y⌋</summary>
internal readonly struct ModOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Simd.Mod(x, y);

    public static Tensor?[] Gradient(Saved saved, Tensor dz) =>
        [dz, saved.Needs(1) ? -(dz * Ops.FloorDivide(saved.Inputs[0], saved.Inputs[1])) : null];
}
