using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse of the error function, element by element: <c>y with erf y = x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; ±∞ at ±1, NaN outside.</returns>
    /// <remarks>Keras: <c>keras.ops.erfinv</c>, keras/src/ops/math.py.</remarks>
    public static Tensor Erfinv(Tensor x) => new ElementwiseOp<ErfinvOp>().Apply(AsFloat(x));
}

/// <summary>y with erf y = x      dy/dx = √π/2 e^(y²)</summary>
internal readonly struct ErfinvOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Erfinv(x);

    public static Tensor Slope(Tensor x, Tensor y) => Math.Sqrt(Math.PI) / 2 * Ops.Exp(Ops.Square(y));
}
