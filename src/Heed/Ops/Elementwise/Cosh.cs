using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The hyperbolic cosine, element by element: <c>y = (eˣ + e⁻ˣ) / 2</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at least 1.</returns>
    /// <remarks>Keras: <c>keras.ops.cosh</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Cosh(Tensor x) => new ElementwiseOp<CoshOp>().Apply(AsFloat(x));
}

/// <summary>y = (eˣ + e⁻ˣ) / 2      dy/dx = sinh x</summary>
internal readonly struct CoshOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Cosh(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Sinh(x);
}
