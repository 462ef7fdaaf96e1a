using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse hyperbolic cosine, element by element: <c>y = arcosh x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at least 0; NaN below 1.</returns>
    /// <remarks>Keras: <c>keras.ops.arccosh</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arccosh(Tensor x) => new ElementwiseOp<ArccoshOp>().Apply(AsFloat(x));
}

/// <summary>y = arcosh x      dy/dx = 1 / √(x² − 1)</summary>
internal readonly struct ArccoshOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Acosh(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Rsqrt(Ops.Square(x) - 1);
}
