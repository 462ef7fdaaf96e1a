using System.Numerics;
using Heed.Kernels;

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
    public static Tensor CategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits = false, int axis = -1) =>
        CategoricalCrossentropy(target, output, fromLogits, axis, smoothing: 0);

    /// <summary>The same, with a target that is moved towards equal probabilities: along the last axis in one pass, along others in general ops.</summary>
    internal static Tensor CategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits, int axis, double smoothing)
    {
        RequireOneShape(nameof(CategoricalCrossentropy), target, output);
        output = AsFloat(output);
        bool isSymbolic = target.IsSymbolic || output.IsSymbolic;
        bool isFused = Axis.Of(axis, output.Rank, nameof(CategoricalCrossentropy)) == output.Rank - 1 && (isSymbolic || output.Length > 0)
            && output.DType is DType.Float32 or DType.Float64 && (target.DType != DType.Float64 || output.DType == DType.Float64);
        if (isFused && isSymbolic) (target, smoothing) = (SmoothLabels(target, smoothing), 0);      // Keras has an op of this name, without smoothing
        if (isFused) return new CategoricalCrossentropyOp(fromLogits, smoothing).ApplyAll(target.Cast(output.DType), output)[0];
        Tensor logarithms = fromLogits ? LogSoftmax(output, axis) : Log(ClipProbability(output / Sum(output, axis, keepDims: true)));
        return -Sum(SmoothLabels(target, smoothing) * logarithms, axis);
    }

    /// <summary>Probabilities moved towards equal ones; as in Keras, the classes are counted on the last axis.</summary>
    internal static Tensor SmoothLabels(Tensor target, double smoothing)
    {
        if (smoothing == 0) return target;
        if (target.Rank == 0) throw new ShapeException($"Label smoothing expects a truth (…, classes). Received {target.Spec}.");
        return target * (1 - smoothing) + smoothing / target.Shape[^1].Value;
    }

    /// <summary>Keeps logarithms of probabilities finite.</summary>
    internal static Tensor ClipProbability(Tensor p) => Clip(p, SparseCategoricalCrossentropyOp.Epsilon, 1 - SparseCategoricalCrossentropyOp.Epsilon);

    private static void RequireOneShape(string op, Tensor target, Tensor output)
    {
        if (target.Rank == 0 || !target.Shape.IsCompatibleWith(output.Shape))
            throw new ShapeException($"{op} expects target and output of the same shape, of rank 1 or more. Received {target.Spec} and {output.Spec}.");
    }
}

/// <summary>y = Σ t (log Σ exp x − x)      dx = dy (softmax x · Σ t − t), dt = dy (log Σ exp x − x), with t the smoothed target</summary>
/// <remarks>Of probabilities: y = −Σ t log q with q = x / Σ x      dx = dy / Σ x (Σ t − t / q), dt = −dy log q, both sums without what was clipped.
/// Two further outputs, which the gradient needs, stay inside.</remarks>
internal sealed class CategoricalCrossentropyOp(bool fromLogits, double smoothing) : MultiOp
{
    private const double Epsilon = SparseCategoricalCrossentropyOp.Epsilon;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("from_logits", fromLogits), ("axis", -1)];

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        TensorSpec loss = new(x[1].Shape[..^1], x[1].DType);
        return [loss, loss, loss];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (x[1].DType == DType.Float64) Forward<double>(x, y);
        else Forward<float>(x, y);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        var (target, x) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor? dTarget = saved.Needs(0) ? TargetGradient(x, Ops.ExpandDims(dy[0]!, -1)) : null;
        if (!saved.Needs(1)) return [dTarget, null];
        if (Tape.IsAnyRecording) return [dTarget, PlainGradient(target, x, Ops.ExpandDims(dy[0]!, -1))];
        Tensor dx = Tensor.Allocate(x.Shape, x.DType);
        if (x.DType == DType.Float64) Gradient<double>(target, x, saved.Outputs, dy[0]!, dx);
        else Gradient<float>(target, x, saved.Outputs, dy[0]!, dx);
        return [dTarget, dx];
    }

    private void Forward<T>(ReadOnlySpan<Tensor> x, Tensor[] y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> target = x[0].AsSpan<T>(), output = x[1].AsSpan<T>();
        Smoothing<T> smoothed = Smoothed<T>(x[1]);
        if (fromLogits) DistributionCrossEntropyKernel.Logits(target, output, smoothed, y[0].Writable<T>(), y[1].Writable<T>(), y[2].Writable<T>());
        else DistributionCrossEntropyKernel.Probabilities(target, output, smoothed, T.CreateChecked(Epsilon), y[0].Writable<T>(), y[1].Writable<T>(), y[2].Writable<T>());
    }

    private void Gradient<T>(Tensor target, Tensor x, Tensor[] y, Tensor dy, Tensor dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> targets = target.AsSpan<T>(), output = x.AsSpan<T>(), slopes = dy.AsSpan<T>(), first = y[1].AsSpan<T>(), second = y[2].AsSpan<T>();
        Smoothing<T> smoothed = Smoothed<T>(x);
        if (fromLogits) DistributionCrossEntropyKernel.LogitsGradient(targets, output, smoothed, first, second, slopes, dx.Writable<T>());
        else DistributionCrossEntropyKernel.ProbabilitiesGradient(targets, output, smoothed, T.CreateChecked(Epsilon), first, second, slopes, dx.Writable<T>());
    }

    private Smoothing<T> Smoothed<T>(Tensor x) where T : unmanaged, INumber<T> =>
        new(T.CreateChecked(1 - smoothing), T.CreateChecked(smoothing / x.Shape[^1].Value));

    /// <summary>The gradient in ops, which can be differentiated again.</summary>
    private Tensor PlainGradient(Tensor target, Tensor x, Tensor dy)
    {
        target = Ops.SmoothLabels(target, smoothing);
        if (fromLogits) return dy * (Ops.Softmax(x, -1) * Ops.Sum(target, -1, keepDims: true) - target);
        Tensor sum = Ops.Sum(x, -1, keepDims: true), quotient = x / sum, isInside = quotient >= Epsilon & quotient <= 1 - Epsilon;
        Tensor counted = Ops.Sum(Ops.Where(isInside, target, 0), -1, keepDims: true);
        return dy / sum * (counted - Ops.Where(isInside, target / Ops.Where(isInside, quotient, 1), 0));
    }

    private Tensor TargetGradient(Tensor x, Tensor dy)
    {
        Tensor logarithms = fromLogits ? Ops.LogSoftmax(x, -1) : Ops.Log(Ops.ClipProbability(x / Ops.Sum(x, -1, keepDims: true)));
        return -dy * logarithms * (1 - smoothing);
    }
}
