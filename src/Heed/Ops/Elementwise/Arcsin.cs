using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The angle of a sine, element by element: <c>y = arcsin x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, radians in [−π/2, π/2]; NaN outside [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.arcsin</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arcsin(Tensor x) => new ElementwiseOp<ArcsinOp>().Apply(AsFloat(x));
}

/// <summary>y = arcsin x      dy/dx = 1 / √(1 − x²)</summary>
internal readonly struct ArcsinOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Asin(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Rsqrt(1 - Ops.Square(x));
}
