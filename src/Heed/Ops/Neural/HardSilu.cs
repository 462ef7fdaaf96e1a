namespace Heed;

public static partial class Ops
{
    /// <summary>The sigmoid linear unit with a sigmoid of three straight pieces: <c>y = x · HardSigmoid(x)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.hard_silu</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor HardSilu(Tensor x) => x * HardSigmoid(x);
}
