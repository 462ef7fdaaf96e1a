using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The square root, element by element: <c>y = √x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; NaN below 0.</returns>
    /// <remarks>Keras: <c>keras.ops.sqrt</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Sqrt(Tensor x) => new ElementwiseOp<SqrtOp>().Apply(AsFloat(x));
}

/// <summary>y = √x      dy/dx = 1 / (2 y)</summary>
internal readonly struct SqrtOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Sqrt(x);

    public static Tensor Slope(Tensor x, Tensor y) => 0.5 / y;
}
