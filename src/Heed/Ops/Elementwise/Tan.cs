using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The tangent of radians, element by element: <c>y = tan x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.tan</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Tan(Tensor x) => new ElementwiseOp<TanOp>().Apply(AsFloat(x));
}

/// <summary>y = tan x      dy/dx = 1 + y²</summary>
internal readonly struct TanOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Tan(x);

    public static Tensor Slope(Tensor x, Tensor y) => 1 + Ops.Square(y);
}
