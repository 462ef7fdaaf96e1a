using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A smooth rectifier: <c>y = ln(1 + eˣ)</c>, without overflow.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at least 0.</returns>
    /// <remarks>Keras: <c>keras.ops.softplus</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Softplus(Tensor x) => new FusedElementwiseOp<SoftplusOp>().Apply(AsFloat(x));
}

/// <summary>y = ln(1 + eˣ)      dy/dx = 1 / (1 + e⁻ˣ)</summary>
internal readonly struct SoftplusOp : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Softplus(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T> => dy * Simd.Sigmoid(x);

    public static Tensor Slope(Tensor x, Tensor y) => Ops.Sigmoid(x);
}
