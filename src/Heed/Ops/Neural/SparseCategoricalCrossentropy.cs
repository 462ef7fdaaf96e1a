using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The cross-entropy of predicted classes with the numbers of the right ones: <c>y = −log p[target]</c>.</summary>
    /// <param name="target">Class numbers from 0: <paramref name="output"/>'s shape without its class axis, or with length 1 there.</param>
    /// <param name="output">Probabilities, or logits; probabilities are divided by their sum and kept in [1e-7, 1 − 1e-7].</param>
    /// <param name="fromLogits">Is <paramref name="output"/> still to go through a softmax?</param>
    /// <param name="axis">The class axis; negative counts from the last.</param>
    /// <returns>A loss for each target.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentException">A class number is out of range.</exception>
    /// <remarks>Keras: <c>keras.ops.sparse_categorical_crossentropy</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor SparseCategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits = false, int axis = -1) =>
        SparseCategoricalCrossentropy(target, output, fromLogits, axis, ignoreClass: null);

    /// <summary>The same, with a class whose targets cost nothing.</summary>
    internal static Tensor SparseCategoricalCrossentropy(Tensor target, Tensor output, bool fromLogits, int axis, int? ignoreClass)
    {
        axis = Axis.Of(axis, output.Rank, nameof(SparseCategoricalCrossentropy));
        if (target.Rank == output.Rank && target.Shape[axis].Equals(1)) target = Squeeze(target, axis);
        int[] classesLast = [.. Enumerable.Range(0, output.Rank).Where(i => i != axis), axis];
        DType labels = target.DType is DType.Int64 or DType.UInt32 or DType.UInt64 ? DType.Int64 : DType.Int32;
        return new SparseCategoricalCrossentropyOp(fromLogits, ignoreClass).ApplyAll(Transpose(AsFloat(output), classesLast), target.Cast(labels))[0];
    }
}

/// <summary>y = log Σ exp x − x[t]      dx = dy (softmax x − one-hot t)</summary>
/// <remarks>Of probabilities: y = −log(x[t] / Σ x)      dx = dy (1 / Σ x − one-hot t / x[t]). The second output, log Σ exp x or Σ x, stays inside.</remarks>
internal sealed class SparseCategoricalCrossentropyOp(bool fromLogits, int? ignoreClass) : MultiOp
{
    public const double Epsilon = 1e-7;

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank >= 1 && x[1].Shape.IsCompatibleWith(x[0].Shape[..^1]), "a target for each prediction", x);
        TensorSpec loss = new(x[0].Shape[..^1], x[0].DType);
        return [loss, loss];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (x[0].DType == DType.Float64) Forward<double>(x[0], Labels(x[1], x[0].Shape[^1].Value), y);
        else Forward<float>(x[0], Labels(x[1], x[0].Shape[^1].Value), y);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        Tensor x = saved.Input;
        if (Tape.IsAnyRecording || Wide(x.DType) != x.DType) return [PlainGradient(x, saved.Inputs[1], dy[0]!), null];
        Tensor dx = Tensor.Allocate(x.Shape, x.DType);
        int[] labels = Labels(saved.Inputs[1], x.Shape[^1].Value);
        if (x.DType == DType.Float64) Gradient<double>(x, labels, saved.Outputs[1], dy[0]!, dx);
        else Gradient<float>(x, labels, saved.Outputs[1], dy[0]!, dx);
        return [dx, null];
    }

    private void Forward<T>(Tensor x, int[] labels, Tensor[] y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (fromLogits) CrossEntropyKernel.Logits(x.AsSpan<T>(), labels, y[0].Writable<T>(), y[1].Writable<T>());
        else CrossEntropyKernel.Probabilities(x.AsSpan<T>(), labels, y[0].Writable<T>(), y[1].Writable<T>(), T.CreateChecked(Epsilon));
    }

    private void Gradient<T>(Tensor x, int[] labels, Tensor normalizer, Tensor dy, Tensor dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> sums = normalizer.AsSpan<T>(), slopes = dy.AsSpan<T>();
        if (fromLogits) CrossEntropyKernel.LogitsGradient(x.AsSpan<T>(), labels, sums, slopes, dx.Writable<T>());
        else CrossEntropyKernel.ProbabilitiesGradient(x.AsSpan<T>(), labels, sums, slopes, dx.Writable<T>(), T.CreateChecked(Epsilon));
    }

    /// <summary>The gradient in ops, which can be differentiated again.</summary>
    private Tensor PlainGradient(Tensor x, Tensor target, Tensor dy)
    {
        if (ignoreClass is { } ignored) dy = Ops.Where(Ops.NotEqual(target, ignored), dy, 0);
        dy = Ops.ExpandDims(dy, -1);
        Tensor right = Ops.OneHot(target, x.Shape[^1].Value, -1, x.DType);
        if (fromLogits) return dy * (Ops.Softmax(x, -1) - right);
        Tensor sum = Ops.Sum(x, -1, keepDims: true), quotient = Ops.Sum(x * right, -1, keepDims: true) / sum;
        Tensor inside = quotient >= Epsilon & quotient <= 1 - Epsilon;
        return Ops.Where(inside, dy / sum * (1 - right / Ops.Where(inside, quotient, 1)), 0);
    }

    /// <summary>The class numbers, checked; −1 stands for the ignored class.</summary>
    private int[] Labels(Tensor target, int classes)
    {
        var labels = new int[target.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            long label = target.DType == DType.Int64 ? target.AsSpan<long>()[i] : target.AsSpan<int>()[i];
            labels[i] = label == ignoreClass ? -1 : label >= 0 && label < classes ? (int)label : throw OutOfRange(label, i, classes);
        }
        return labels;
    }

    private ArgumentException OutOfRange(long label, int place, int classes) => new(
        $"SparseCategoricalCrossentropy expects class numbers in [0, {classes}){(ignoreClass is { } ignored ? $" or the ignored {ignored}" : "")}. "
        + $"Received {label} at place {place}. Give the output as many units as there are classes, or set ignoreClass.");
}
