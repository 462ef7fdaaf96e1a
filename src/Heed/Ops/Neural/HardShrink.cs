namespace Heed;

public static partial class Ops
{
    /// <summary>Sets what is small to 0: <c>y = x</c> where <c>|x| &gt; threshold</c>, else 0.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="threshold">The largest size that becomes 0.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.hard_shrink</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor HardShrink(Tensor x, double threshold = 0.5)
    {
        x = AsFloat(x);
        return Where(Abs(x) > threshold, x, 0);
    }
}
