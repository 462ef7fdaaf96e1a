using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The exponential linear unit: <c>y = x</c> above 0, else <c>alpha (eˣ − 1)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="alpha">How deep it goes.</param>
    /// <returns>Same shape, values above <c>−alpha</c>.</returns>
    /// <remarks>Keras: <c>keras.ops.elu</c>, keras/src/ops/nn.py. The slope at 0 is <c>alpha</c>.</remarks>
    public static Tensor Elu(Tensor x, double alpha = 1) => new ParametricOp<EluOp>(alpha).Apply(AsFloat(x));
}

/// <summary>y = x where x &gt; 0, else α (eˣ − 1)      dx = dy where x &gt; 0, else dy · (y + α)</summary>
internal readonly struct EluOp : IParametric
{
    public static string Key => "alpha";

    /// <summary>The exponential is taken of 0 on the side where it does not count: it would overflow.</summary>
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> alpha) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, alpha * Simd.Expm1(Vector.Min(x, Vector<T>.Zero)));

    public static Tensor Gradient(Tensor x, Tensor y, Tensor dy, double alpha) => Ops.Where(x > 0, dy, dy * (y + alpha));
}
