using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The reciprocal, element by element: <c>y = 1 / x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; ±∞ at ±0.</returns>
    /// <remarks>Keras: <c>keras.ops.reciprocal</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Reciprocal(Tensor x) => new ElementwiseOp<ReciprocalOp>().Apply(AsFloat(x));
}

/// <summary>y = 1 / x      dy/dx = −y²</summary>
internal readonly struct ReciprocalOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector<T>.One / x;

    public static Tensor Slope(Tensor x, Tensor y) => -Ops.Square(y);
}
