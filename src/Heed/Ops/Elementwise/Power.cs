using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A power, element by element: <c>z = xʸ</c>.</summary>
    /// <param name="x">The bases: numbers of any shape.</param>
    /// <param name="y">The exponents; a shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type; a negative float with a fractional exponent gives NaN. Integers wrap around.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.power</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Power(Tensor x, Tensor y) => y.Weak == 2 ? Square(x) : Binary.Apply<PowerOp>(x, y);
}

/// <summary>z = xʸ      dx = dz · y xʸ⁻¹, dy = dz · z ln x</summary>
internal readonly struct PowerOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Simd.Pow(x, y);

    public static Tensor?[] Gradient(Saved saved, Tensor dz)
    {
        var (x, y) = (saved.Inputs[0], saved.Inputs[1]);
        return
        [
            saved.Needs(0) ? Ops.Where(Ops.Equal(y, 0), 0, dz * y * Ops.Power(x, y - 1)) : null,
            saved.Needs(1) ? Ops.Where(Ops.Equal(saved.Output, 0), 0, dz * saved.Output * Ops.Log(x)) : null,
        ];
    }
}
