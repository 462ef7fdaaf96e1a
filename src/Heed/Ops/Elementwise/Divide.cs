using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The quotient, element by element: <c>z = x / y</c>.</summary>
    /// <param name="x">Numbers of any shape; integers and booleans count as float32.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common floating-point type; ±∞ or NaN where <c>y</c> is 0.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.divide</c>, keras/src/ops/numpy.py. Integers divide truly: 1 / 2 is 0.5.</remarks>
    public static Tensor Divide(Tensor x, Tensor y) => Binary.Apply<DivideOp>(x, y, Promotion.Floating(Promotion.Of(x, y)));

    /// <summary>x / y, and 0 where y is 0.</summary>
    internal static Tensor DivideOrZero(Tensor x, Tensor y)
    {
        Tensor isZero = Equal(y, 0);
        return Where(isZero, 0, x / Where(isZero, 1, y));
    }
}

/// <summary>z = x / y      dx = dz / y, dy = −dz · z / y</summary>
internal readonly struct DivideOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x / y;

    public static Tensor?[] Gradient(Saved saved, Tensor dz)
    {
        Tensor dx = dz / saved.Inputs[1];
        return [dx, saved.Needs(1) ? -(dx * saved.Output) : null];
    }
}
