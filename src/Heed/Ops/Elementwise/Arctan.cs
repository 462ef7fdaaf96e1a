using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The angle of a tangent, element by element: <c>y = arctan x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, radians in (−π/2, π/2).</returns>
    /// <remarks>Keras: <c>keras.ops.arctan</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arctan(Tensor x) => new ElementwiseOp<ArctanOp>().Apply(AsFloat(x));
}

/// <summary>y = arctan x      dy/dx = 1 / (1 + x²)</summary>
internal readonly struct ArctanOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Atan(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Reciprocal(1 + Ops.Square(x));
}
