using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The cosine of radians, element by element: <c>y = cos x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.cos</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Cos(Tensor x) => new ElementwiseOp<CosOp>().Apply(AsFloat(x));
}

/// <summary>y = cos x      dy/dx = −sin x</summary>
internal readonly struct CosOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Cos(x);

    public static Tensor Slope(Tensor x, Tensor y) => -Ops.Sin(x);
}
