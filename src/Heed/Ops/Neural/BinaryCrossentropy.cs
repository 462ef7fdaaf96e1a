namespace Heed;

public static partial class Ops
{
    /// <summary>The cross-entropy of predicted with true probabilities of yes: <c>y = −target · log p − (1 − target) · log(1 − p)</c>.</summary>
    /// <param name="target">Probabilities, often 0 or 1; the shape of <paramref name="output"/>.</param>
    /// <param name="output">Probabilities, kept in [1e-7, 1 − 1e-7], or logits.</param>
    /// <param name="fromLogits">Is <paramref name="output"/> still to go through a sigmoid?</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <remarks>Keras: <c>keras.ops.binary_crossentropy</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor BinaryCrossentropy(Tensor target, Tensor output, bool fromLogits = false)
    {
        RequireOneShape(nameof(BinaryCrossentropy), target, output);
        output = AsFloat(output);
        if (fromLogits) return Softplus(output) - target * output;      // log(1 + eˣ) does not overflow
        Tensor p = ClipProbability(output);
        return -(target * Log(p) + (1 - target) * Log(1 - p));
    }
}
