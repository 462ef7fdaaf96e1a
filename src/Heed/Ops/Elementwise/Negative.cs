using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The opposite number, element by element: <c>y = −x</c>.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <returns>Same shape and type; unsigned integers wrap around.</returns>
    /// <remarks>Keras: <c>keras.ops.negative</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Negative(Tensor x) => new ElementwiseOp<NegativeOp>().Apply(x);
}

/// <summary>y = −x      dy/dx = −1</summary>
internal readonly struct NegativeOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => -x;

    public static Tensor Slope(Tensor x, Tensor y) => -1;
}
