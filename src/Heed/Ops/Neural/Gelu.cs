using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The Gaussian error linear unit: <c>y = x Φ(x)</c>, with the distribution function Φ of the normal distribution.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="approximate">Use the older formula with tanh? It differs by up to 5e-4.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>
    /// Keras: <c>keras.ops.gelu</c>, keras/src/ops/nn.py; the activation named <c>gelu</c> is the exact one. Hendrycks and Gimpel 2016, arXiv:1606.08415.
    /// </remarks>
    public static Tensor Gelu(Tensor x, bool approximate = true) =>
        approximate ? new FusedElementwiseOp<GeluTanhOp>().Apply(AsFloat(x)) : new FusedElementwiseOp<GeluOp>().Apply(AsFloat(x));
}

/// <summary>y = x Φ(x), Φ(x) = (1 + erf(x / √2)) / 2      dy/dx = Φ(x) + x e^(−x²/2) / √(2π)</summary>
internal readonly struct GeluOp : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Gelu(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T> => dy * Simd.GeluSlope(x);

    public static Tensor Slope(Tensor x, Tensor y) =>
        (1 + Ops.Erf(x * Math.Sqrt(0.5))) / 2 + x * Ops.Exp(Ops.Square(x) / -2) / Math.Sqrt(2 * Math.PI);
}

/// <summary>y = x (1 + tanh u) / 2, u = √(2/π) (x + 0.044715 x³)      dy/dx = (1 + tanh u) / 2 + x (1 − tanh² u) u′ / 2</summary>
internal readonly struct GeluTanhOp : IElementwise, IMap3
{
    private const double Cubic = 0.044715;
    private static readonly double Scale = Math.Sqrt(2 / Math.PI);

    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.GeluTanh(x);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T> => dy * Simd.GeluTanhSlope(x);

    public static Tensor Slope(Tensor x, Tensor y)
    {
        Tensor square = Ops.Square(x), tanh = Ops.Tanh(Scale * x * (1 + Cubic * square));
        return (1 + tanh + x * (1 - Ops.Square(tanh)) * (Scale * (1 + 3 * Cubic * square))) / 2;
    }
}
