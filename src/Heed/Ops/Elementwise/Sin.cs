using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The sine of radians, element by element: <c>y = sin x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.sin</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Sin(Tensor x) => new ElementwiseOp<SinOp>().Apply(AsFloat(x));
}

/// <summary>y = sin x      dy/dx = cos x</summary>
internal readonly struct SinOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Sin(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Cos(x);
}
