namespace Heed;

public static partial class Ops
{
    /// <summary>The exponential linear unit: <c>y = x</c> above 0, else <c>alpha (eˣ − 1)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="alpha">How deep it goes.</param>
    /// <returns>Same shape, values above <c>−alpha</c>.</returns>
    /// <remarks>Keras: <c>keras.ops.elu</c>, keras/src/ops/nn.py. The slope at 0 is <c>alpha</c>.</remarks>
    public static Tensor Elu(Tensor x, double alpha = 1)
    {
        x = AsFloat(x);
        Tensor below = Where(x > 0, 0, x);     // so that eˣ does not overflow on the side that is not taken
        return Where(x > 0, x, alpha * Expm1(below));
    }
}
