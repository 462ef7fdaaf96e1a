using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The connectionist temporal classification loss: <c>y = −log p(labels)</c>, over all ways to spread the labels in time.</summary>
    /// <param name="target">Labels (B, L), integers; those beyond the length of a sample do not matter.</param>
    /// <param name="output">Logits (B, T, classes).</param>
    /// <param name="targetLength">How many labels each sample has, (B).</param>
    /// <param name="outputLength">How many time steps of each sample count, (B).</param>
    /// <param name="maskIndex">The class that stands for no label.</param>
    /// <returns>(B), at least float32.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentException">A label is no class, a length is out of range, or the labels of a sample do not fit into its steps.</exception>
    /// <remarks>Keras: <c>keras.ops.ctc_loss</c>, keras/src/ops/nn.py. Where labels need more steps than there are, Keras's answer depends on the backend.</remarks>
    public static Tensor CtcLoss(Tensor target, Tensor output, Tensor targetLength, Tensor outputLength, int maskIndex = 0)
    {
        output = output.Cast(Op.Wide(AsFloat(output).DType));
        Tensor[] inputs = [output, target.Cast(DType.Int32), targetLength.Cast(DType.Int32), outputLength.Cast(DType.Int32)];
        return new CtcLossOp(maskIndex, saves: Tape.IsRecording(inputs)).ApplyAll(inputs)[0];
    }
}

/// <summary>y = −log Σ_paths Π_t p_t      dx = dy · (softmax x − the probability of each class at each step, given the labels)</summary>
/// <remarks>While a tape records, the gradient of y, which falls out of the same pass, is a further output.</remarks>
internal sealed class CtcLossOp(int blank, bool saves) : MultiOp
{
    public override string KerasName => "CTCLoss";

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("mask_index", blank)];

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 3 && x[1].Shape.Rank == 2, "logits (B, T, classes) and labels (B, L)", x);
        Shape batch = x[0].Shape[..1];
        Expect(x[1].Shape[..1].IsCompatibleWith(batch) && x[2].Shape.IsCompatibleWith(batch) && x[3].Shape.IsCompatibleWith(batch), "labels, label lengths and step numbers for each sample", x);
        Dim classes = x[0].Shape[^1];
        Expect(blank >= 0 && (!classes.IsKnown || blank < classes.Value), $"a class {blank} for no label", x);
        return saves ? [new(batch, x[0].DType), x[0]] : [new(batch, x[0].DType)];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (x[0].DType == DType.Float64) Forward<double>(x, y);
        else Forward<float>(x, y);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        Tensor dx = Tape.IsAnyRecording ? PlainGradient(saved.Inputs, dy[0]!) : saved.Outputs[1] * Ops.Reshape(dy[0]!, [Dim.Unknown, 1, 1]);
        return [dx, null, null, null];
    }

    private void Forward<T>(ReadOnlySpan<Tensor> x, Tensor[] y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int steps = x[0].Shape[1].Value, classes = x[0].Shape[2].Value, labels = x[1].Shape[1].Value;
        ReadOnlySpan<int> target = x[1].AsSpan<int>(), targetLengths = x[2].AsSpan<int>(), outputLengths = x[3].AsSpan<int>();
        for (int sample = 0; sample < targetLengths.Length; sample++)
            Validate(target.Slice(sample * labels, labels), targetLengths[sample], outputLengths[sample], steps, classes, sample);
        CtcKernel.Run(x[0].AsSpan<T>(), target, targetLengths, outputLengths, y[0].Writable<T>(), saves ? y[1].Writable<T>() : default, new(steps, classes, labels, blank));
    }

    private static void Validate(ReadOnlySpan<int> target, int length, int count, int steps, int classes, int sample)
    {
        if (length < 0 || length > target.Length || count < 0 || count > steps)
            throw new ArgumentException($"CtcLoss expects lengths in [0, {target.Length}] of labels and in [0, {steps}] of outputs. Received {length} and {count} for sample {sample}.");
        int needed = length;
        for (int i = 0; i < length; i++)
        {
            if (target[i] < 0 || target[i] >= classes)
                throw new ArgumentException($"CtcLoss expects labels in [0, {classes}). Received {target[i]} in sample {sample}.");
            if (i > 0 && target[i] == target[i - 1]) needed++;
        }
        if (needed > count)
            throw new ArgumentException($"CtcLoss expects at least as many time steps as labels, and one more between equal labels. Received {count} steps for sample {sample}, "
                + $"whose {length} labels need {needed}. Leave it out, or let the model keep more steps.");
    }

    /// <summary>The same gradient from a composition of ops, which other tapes can follow.</summary>
    private Tensor PlainGradient(Tensor[] x, Tensor dy)
    {
        using var tape = new Tape();
        tape.Watch(x[0]);
        return tape.Gradients([PlainLoss(x)], [dy], [x[0]])[0]!;
    }

    /// <summary>The loss, step by step: the states are the labels with a blank before, between and behind them.</summary>
    private Tensor PlainLoss(Tensor[] x)
    {
        const double Never = -1e30;
        int batch = x[0].Shape[0].Value, steps = x[0].Shape[1].Value, labels = x[1].Shape[1].Value;
        DType type = x[0].DType;
        Tensor blanks = Ops.Full([batch, labels, 1], blank, DType.Int32), end = Ops.Full([batch, 1], blank, DType.Int32);
        Tensor states = Ops.Concatenate([Ops.Reshape(Ops.Concatenate([blanks, Ops.ExpandDims(x[1], -1)], -1), [batch, 2 * labels]), end], 1);   // (B, S)
        Tensor skips = Ops.Pad(Ops.NotEqual(states[.., 2..], states[.., ..^2]) & Ops.NotEqual(Ops.Arange(2, 2 * labels + 1) % 2, 0), [(0, 0), (2, 0)]);
        Tensor emissions = Ops.TakeAlongAxis(Ops.LogSoftmax(x[0], -1), Ops.BroadcastTo(Ops.ExpandDims(states, 1), [batch, steps, 2 * labels + 1]), -1);  // (B, T, S)

        Tensor Shifted(Tensor alpha, int by) => Ops.Concatenate([Ops.Full([batch, by], Never, type), alpha[.., ..^by]], 1);
        Tensor alpha = Ops.BroadcastTo(Ops.Where(Ops.Equal(Ops.Arange(0, 2 * labels + 1), 0), Ops.Zeros(Shape.Scalar, type), Never), [batch, 2 * labels + 1]);
        for (int step = 0; step < steps; step++)
        {
            Tensor one = Shifted(alpha, 1), two = labels == 0 ? Ops.FullLike(alpha, Never) : Ops.Where(skips, Shifted(alpha, 2), Never);
            Tensor sum = step == 0 ? Ops.LogSumExp(Ops.Stack([alpha, one], 0), 0) : Ops.LogSumExp(Ops.Stack([alpha, one, two], 0), 0);
            alpha = Ops.Where(Ops.ExpandDims(x[3] > step, -1), sum + emissions[.., step], alpha);
        }
        Tensor last = Ops.ExpandDims(2 * x[2], -1);
        Tensor ends = Ops.Equal(Ops.Arange(0, 2 * labels + 1), last) | Ops.Equal(Ops.Arange(0, 2 * labels + 1), last - 1);                       // (B, S)
        return -Ops.LogSumExp(Ops.Where(ends, alpha, Never), 1);
    }
}
