namespace Heed;

public static partial class Ops
{
    /// <summary>The rectifier that lets a little through below 0: <c>y = x</c> from 0 on, else <c>negativeSlope · x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="negativeSlope">The slope below 0; at 0 it is 1.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.leaky_relu</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor LeakyRelu(Tensor x, double negativeSlope = 0.2)
    {
        x = AsFloat(x);
        return Where(x >= 0, x, negativeSlope * x);
    }
}
