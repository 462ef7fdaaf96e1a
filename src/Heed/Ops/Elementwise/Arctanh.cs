using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse hyperbolic tangent, element by element: <c>y = artanh x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; ±∞ at ±1, NaN outside.</returns>
    /// <remarks>Keras: <c>keras.ops.arctanh</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arctanh(Tensor x) => new ElementwiseOp<ArctanhOp>().Apply(AsFloat(x));
}

/// <summary>y = artanh x      dy/dx = 1 / (1 − x²)</summary>
internal readonly struct ArctanhOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Atanh(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Reciprocal(1 - Ops.Square(x));
}
