using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The natural logarithm of one more, without loss near 0, element by element: <c>y = ln(1 + x)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; −∞ at −1, NaN below.</returns>
    /// <remarks>Keras: <c>keras.ops.log1p</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Log1p(Tensor x) => new ElementwiseOp<Log1pOp>().Apply(AsFloat(x));
}

/// <summary>y = ln(1 + x)      dy/dx = 1 / (1 + x)</summary>
internal readonly struct Log1pOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Log1p(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Reciprocal(x + 1);
}
