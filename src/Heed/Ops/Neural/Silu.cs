using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The sigmoid linear unit, or swish: <c>y = x / (1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.silu</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Silu(Tensor x) => new FusedElementwiseOp<SiluOp>().Apply(AsFloat(x));
}

/// <summary>y = x σ(x)      dy/dx = σ + y (1 − σ)</summary>
internal readonly struct SiluOp : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => x * Simd.Sigmoid(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T>
    {
        Vector<T> sigma = Simd.Sigmoid(x);
        return dy * Simd.MultiplyAdd(y, Vector<T>.One - sigma, sigma);
    }

    public static Tensor Slope(Tensor x, Tensor y)
    {
        Tensor sigma = Ops.Sigmoid(x);
        return sigma + y * (1 - sigma);
    }
}
