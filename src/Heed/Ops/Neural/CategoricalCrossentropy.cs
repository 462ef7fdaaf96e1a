namespace Heed;

public static partial class Ops
{
    /// <summary>The cross-entropy of predicted with true distributions over classes: <c>y = −Σ target · log p</c>.</summary>
    /// <param name="target">Probabilities, often one-hot; the shape of <paramref name="output"/>.</param>
    /// <param name="output">Probabilities, or logits; probabilities are divided by their sum and kept in [1e-7, 1 − 1e-7].</param>
    /// <param name="fromLogits">Is <paramref name="output"/> still to go through a softmax?</param>
    /// <param name="axis">The class axis; negative counts from the last.</param>
    /// <returns>The shape without the class axis.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <remarks>Keras: <c>keras.ops.categorical_crossentropy</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor CategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits = false, int axis = -1)
    {
        RequireOneShape(nameof(CategoricalCrossentropy), target, output);
        output = AsFloat(output);
        Tensor logarithms = fromLogits ? LogSoftmax(output, axis) : Log(ClipProbability(output / Sum(output, axis, keepDims: true)));
        return -Sum(target * logarithms, axis);
    }

    /// <summary>Keeps logarithms of probabilities finite.</summary>
    internal static Tensor ClipProbability(Tensor p) => Clip(p, SparseCategoricalCrossentropyOp.Epsilon, 1 - SparseCategoricalCrossentropyOp.Epsilon);

    private static void RequireOneShape(string op, Tensor target, Tensor output)
    {
        if (target.Rank == 0 || !target.Shape.IsCompatibleWith(output.Shape))
            throw new ShapeException($"{op} expects target and output of the same shape, of rank 1 or more. Received {target.Spec} and {output.Spec}.");
    }
}
