namespace Heed;

public static partial class Ops
{
    /// <summary>The continuously differentiable exponential linear unit: <c>y = x</c> above 0, else <c>alpha (e^(x / alpha) − 1)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="alpha">How deep it goes; not 0.</param>
    /// <returns>Same shape, values above <c>−alpha</c>.</returns>
    /// <remarks>Keras: <c>keras.ops.celu</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Celu(Tensor x, double alpha = 1) => alpha * Elu(AsFloat(x) / alpha);
}
