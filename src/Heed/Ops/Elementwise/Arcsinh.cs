using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse hyperbolic sine, element by element: <c>y = arsinh x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.arcsinh</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arcsinh(Tensor x) => new ElementwiseOp<ArcsinhOp>().Apply(AsFloat(x));
}

/// <summary>y = arsinh x      dy/dx = 1 / √(x² + 1)</summary>
internal readonly struct ArcsinhOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Asinh(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Rsqrt(Ops.Square(x) + 1);
}
