namespace Heed;

public static partial class Ops
{
    /// <summary>What the hyperbolic tangent takes away: <c>y = x − tanh x</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.tanh_shrink</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor TanhShrink(Tensor x) => x - Tanh(x);
}
