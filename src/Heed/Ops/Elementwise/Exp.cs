using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The exponential, element by element: <c>y = eˣ</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at least 0.</returns>
    /// <remarks>Keras: <c>keras.ops.exp</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Exp(Tensor x) => new ElementwiseOp<ExpOp>().Apply(AsFloat(x));
}

/// <summary>y = eˣ      dy/dx = y</summary>
internal readonly struct ExpOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Exp(x);

    public static Tensor Slope(Tensor x, Tensor y) => y;
}
