using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The error function, element by element: <c>y = 2/√π ∫₀ˣ e^(−t²) dt</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.erf</c>, keras/src/ops/math.py.</remarks>
    public static Tensor Erf(Tensor x) => new ElementwiseOp<ErfOp>().Apply(AsFloat(x));
}

/// <summary>y = 2/√π ∫₀ˣ e^(−t²) dt      dy/dx = 2/√π e^(−x²)</summary>
internal readonly struct ErfOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Erf(x);

    public static Tensor Slope(Tensor x, Tensor y) => 2 / Math.Sqrt(Math.PI) * Ops.Exp(-Ops.Square(x));
}
