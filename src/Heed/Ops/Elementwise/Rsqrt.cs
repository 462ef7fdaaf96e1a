using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The reciprocal of the square root, element by element: <c>y = 1 / √x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; ∞ at 0, NaN below.</returns>
    /// <remarks>Keras: <c>keras.ops.rsqrt</c>, keras/src/ops/math.py.</remarks>
    public static Tensor Rsqrt(Tensor x) => new ElementwiseOp<RsqrtOp>().Apply(AsFloat(x));
}

/// <summary>y = 1 / √x      dy/dx = −y³ / 2</summary>
internal readonly struct RsqrtOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector<T>.One / Simd.Sqrt(x);

    public static Tensor Slope(Tensor x, Tensor y) => -0.5 * y * y * y;
}
