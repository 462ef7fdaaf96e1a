using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The hyperbolic sine, element by element: <c>y = (eˣ − e⁻ˣ) / 2</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.sinh</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Sinh(Tensor x) => new ElementwiseOp<SinhOp>().Apply(AsFloat(x));
}

/// <summary>y = (eˣ − e⁻ˣ) / 2      dy/dx = cosh x</summary>
internal readonly struct SinhOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Sinh(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Cosh(x);
}
