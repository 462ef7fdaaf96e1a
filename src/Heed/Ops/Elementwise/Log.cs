using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The natural logarithm, element by element: <c>y = ln x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; −∞ at 0, NaN below.</returns>
    /// <remarks>Keras: <c>keras.ops.log</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Log(Tensor x) => new ElementwiseOp<LogOp>().Apply(AsFloat(x));
}

/// <summary>y = ln x      dy/dx = 1 / x</summary>
internal readonly struct LogOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Log(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Reciprocal(x);
}
