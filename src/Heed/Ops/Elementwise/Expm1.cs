using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The exponential minus one, without loss near 0, element by element: <c>y = eˣ − 1</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at least −1.</returns>
    /// <remarks>Keras: <c>keras.ops.expm1</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Expm1(Tensor x) => new ElementwiseOp<Expm1Op>().Apply(AsFloat(x));
}

/// <summary>y = eˣ − 1      dy/dx = y + 1</summary>
internal readonly struct Expm1Op : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Expm1(x);

    public static Tensor Slope(Tensor x, Tensor y) => y + 1;
}
