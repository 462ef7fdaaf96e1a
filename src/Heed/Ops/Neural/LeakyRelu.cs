using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The rectifier that lets a little through below 0: <c>y = x</c> from 0 on, else <c>negativeSlope · x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="negativeSlope">The slope below 0; at 0 it is 1.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.leaky_relu</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor LeakyRelu(Tensor x, double negativeSlope = 0.2) => new ParametricOp<LeakyReluOp>(negativeSlope).Apply(AsFloat(x));
}

/// <summary>y = x where x ≥ 0, else s · x      dx = dy where x ≥ 0, else s · dy</summary>
internal readonly struct LeakyReluOp : IParametric
{
    public static string Key => "negative_slope";

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> slope) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<T>.Zero), x, slope * x);

    public static Tensor Gradient(Tensor x, Tensor y, Tensor dy, double slope) => Ops.Where(x >= 0, dy, slope * dy);
}
