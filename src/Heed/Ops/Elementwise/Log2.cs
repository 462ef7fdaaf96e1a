using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The logarithm to base 2, element by element: <c>y = log₂ x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; −∞ at 0, NaN below.</returns>
    /// <remarks>Keras: <c>keras.ops.log2</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Log2(Tensor x) => new ElementwiseOp<Log2Op>().Apply(AsFloat(x));
}

/// <summary>y = log₂ x      dy/dx = 1 / (x ln 2)</summary>
internal readonly struct Log2Op : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Log2(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Reciprocal(x * Math.Log(2));
}
