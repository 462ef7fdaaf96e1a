namespace Heed;

public static partial class Ops
{
    /// <summary>A soft step: <c>y = x / (1 + |x|)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in (−1, 1).</returns>
    /// <remarks>Keras: <c>keras.ops.softsign</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Softsign(Tensor x) => x / (1 + Abs(x));
}
