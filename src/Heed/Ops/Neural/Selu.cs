namespace Heed;

public static partial class Ops
{
    /// <summary>The scaled exponential linear unit, whose constants keep mean 0 and variance 1 from layer to layer.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.selu</c>, keras/src/ops/nn.py. Klambauer et al. 2017, arXiv:1706.02515.</remarks>
    public static Tensor Selu(Tensor x) => 1.0507009873554805 * Elu(x, 1.6732632423543772);
}
