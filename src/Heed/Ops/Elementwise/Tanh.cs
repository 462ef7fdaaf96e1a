using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The hyperbolic tangent, element by element: <c>y = tanh x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.tanh</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Tanh(Tensor x) => new FusedElementwiseOp<TanhOp>().Apply(AsFloat(x));
}

/// <summary>y = tanh x      dy/dx = 1 − y²</summary>
internal readonly struct TanhOp : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Tanh(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T> => dy * (Vector<T>.One - y * y);

    public static Tensor Slope(Tensor x, Tensor y) => 1 - Ops.Square(y);
}
