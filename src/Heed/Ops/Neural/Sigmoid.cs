using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The logistic function: <c>y = 1 / (1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">Any shape; integers count as float32.</param>
    /// <returns>Same shape, values in [0, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.sigmoid</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Sigmoid(Tensor x) => new FusedElementwiseOp<SigmoidOp>().Apply(AsFloat(x));
}

/// <summary>y = 1 / (1 + e⁻ˣ)      dy/dx = y (1 − y)</summary>
internal readonly struct SigmoidOp : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Sigmoid(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T> => dy * y * (Vector<T>.One - y);

    public static Tensor Slope(Tensor x, Tensor y) => y * (1 - y);
}
