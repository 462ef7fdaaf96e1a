using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A sigmoid of three straight pieces: <c>y = min(max(x / 6 + 1/2, 0), 1)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [0, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.hard_sigmoid</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor HardSigmoid(Tensor x) => new ElementwiseOp<HardSigmoidOp>().Apply(AsFloat(x));
}

/// <summary>y = min(max(x + 3, 0), 6) / 6      dy/dx = 1/6 where −3 &lt; x &lt; 3, else 0</summary>
internal readonly struct HardSigmoidOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> =>
        Vector.Min(Vector.Max(x + Simd.Constant<T>(3), Vector<T>.Zero), Simd.Constant<T>(6)) / Simd.Constant<T>(6);

    public static Tensor Slope(Tensor x, Tensor y) => (Ops.Abs(x) < 3).Cast(x.DType) / 6;
}
