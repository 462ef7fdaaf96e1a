using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The angle of a cosine, element by element: <c>y = arccos x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, radians in [0, π]; NaN outside [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.arccos</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arccos(Tensor x) => new ElementwiseOp<ArccosOp>().Apply(AsFloat(x));
}

/// <summary>y = arccos x      dy/dx = −1 / √(1 − x²)</summary>
internal readonly struct ArccosOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Acos(x);

    public static Tensor Slope(Tensor x, Tensor y) => -Ops.Rsqrt(1 - Ops.Square(x));
}
