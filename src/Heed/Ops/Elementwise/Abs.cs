using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The absolute value, element by element: <c>y = |x|</c>.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <returns>Same shape and type; booleans as they are.</returns>
    /// <remarks>Keras: <c>keras.ops.abs</c>, keras/src/ops/numpy.py. The slope at 0 is 0.</remarks>
    public static Tensor Abs(Tensor x) => x.DType == DType.Bool ? x : new ElementwiseOp<AbsOp>().Apply(x);
}

/// <summary>y = |x|      dy/dx = sign x</summary>
internal readonly struct AbsOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector.Abs(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Sign(x);
}
