using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The logarithm to base 10, element by element: <c>y = log₁₀ x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; −∞ at 0, NaN below.</returns>
    /// <remarks>Keras: <c>keras.ops.log10</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Log10(Tensor x) => new ElementwiseOp<Log10Op>().Apply(AsFloat(x));
}

/// <summary>y = log₁₀ x      dy/dx = 1 / (x ln 10)</summary>
internal readonly struct Log10Op : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Log10(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Reciprocal(x * Math.Log(10));
}
