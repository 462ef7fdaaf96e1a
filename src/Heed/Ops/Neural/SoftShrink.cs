namespace Heed;

public static partial class Ops
{
    /// <summary>Moves numbers towards 0 by a fixed step, not beyond it: <c>y = sign x · max(|x| − threshold, 0)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="threshold">The step; at least 0.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.soft_shrink</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor SoftShrink(Tensor x, double threshold = 0.5)
    {
        x = AsFloat(x);
        return Where(x > threshold, x - threshold, Where(x < -threshold, x + threshold, 0));
    }
}
