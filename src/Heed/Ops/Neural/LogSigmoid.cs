namespace Heed;

public static partial class Ops
{
    /// <summary>The logarithm of the logistic function: <c>y = −ln(1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at most 0.</returns>
    /// <remarks>Keras: <c>keras.ops.log_sigmoid</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor LogSigmoid(Tensor x) => -Softplus(-AsFloat(x));
}
