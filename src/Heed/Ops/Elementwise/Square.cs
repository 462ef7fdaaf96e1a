using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The square, element by element: <c>y = x²</c>.</summary>
    /// <param name="x">Numbers of any shape; booleans count as int32.</param>
    /// <returns>Same shape; the type of <paramref name="x"/>, of booleans int32.</returns>
    /// <remarks>Keras: <c>keras.ops.square</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Square(Tensor x) => new ElementwiseOp<SquareOp>().Apply(AsNumber(x));
}

/// <summary>y = x²      dy/dx = 2 x</summary>
internal readonly struct SquareOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => x * x;

    public static Tensor Slope(Tensor x, Tensor y) => 2 * x;
}
