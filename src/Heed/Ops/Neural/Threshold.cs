namespace Heed;

public static partial class Ops
{
    /// <summary>Replaces what is not above a threshold: <c>y = x</c> where <c>x &gt; threshold</c>, else <c>defaultValue</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="threshold">The largest number that is replaced.</param>
    /// <param name="defaultValue">What replaces it.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.threshold</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Threshold(Tensor x, double threshold, double defaultValue)
    {
        x = AsFloat(x);
        return Where(x > threshold, x, defaultValue);
    }
}
