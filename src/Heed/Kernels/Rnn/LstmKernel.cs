using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>LSTM over whole sequences, with tanh and sigmoid as Keras's defaults have them.</summary>
/// <remarks>
/// <code>
/// z = x·W + h·U + b      i, f, o = sigmoid(z_i, z_f, z_o)      g = tanh(z_c)      c' = f·c + i·g      h' = o·tanh(c')
/// </code>
/// The products with the input are made for all steps at once; a step then is one product and one pass over its gates. A masked step keeps both states.
/// Each sequence has the same bits alone and in a batch.
/// </remarks>
internal static class LstmKernel
{
    /// <summary>Runs all steps.</summary>
    public static void Forward<T>(in LstmShape s, in LstmInputs<T> inputs, in LstmSaved<T> saved, in LstmOutputs<T> outputs)
        where T : unmanaged, INumber<T>
    {
        Debug.Assert(inputs.X.Length == s.Batch * s.Steps * s.Inputs && inputs.Kernel.Length == s.Inputs * 4 * s.Units);
        Debug.Assert(saved.Gates.Length == s.GatesLength && saved.Hidden.Length == s.StatesLength && saved.Cells.Length == s.StatesLength);
        int units = s.Units, gatesLength = s.StateLength * 4;
        CopyOrClear(inputs.InitialHidden, Slot(saved.Hidden, s.FirstSlot, s));
        CopyOrClear(inputs.InitialCell, Slot(saved.Cells, s.FirstSlot, s));
        Gemm.Run(inputs.X, inputs.Kernel, saved.Gates, AllSteps(s));

        using Scratch<T> output = new(s.StateLength);   // the output of the step before
        output.Span.Clear();
        for (int iteration = 0; iteration < s.Steps; iteration++)
        {
            int time = s.Time(iteration);
            Span<T> gates = saved.Gates.Slice(time * gatesLength, gatesLength);
            ReadOnlySpan<T> hidden = Slot(saved.Hidden, s.SlotBefore(time), s);
            Gemm.Run(hidden, inputs.RecurrentKernel, gates, new GemmShape(s.Batch, 4 * units, units, Accumulate: true));
            LstmStep.Forward(new LstmForwardStep<T>
            {
                Shape = s,
                Iteration = iteration,
                Gates = gates,
                Bias = inputs.Bias,
                Mask = inputs.Mask,
                HiddenBefore = hidden,
                Hidden = Slot(saved.Hidden, s.SlotAfter(time), s),
                CellBefore = Slot(saved.Cells, s.SlotBefore(time), s),
                Cell = Slot(saved.Cells, s.SlotAfter(time), s),
                Output = output.Span,
                Sequence = outputs.Sequence,
            });
        }
        if (!outputs.Last.IsEmpty) output.Span.CopyTo(outputs.Last);
        if (!outputs.Hidden.IsEmpty) Slot(saved.Hidden, s.LastSlot, s).CopyTo(outputs.Hidden);
        if (!outputs.Cell.IsEmpty) Slot(saved.Cells, s.LastSlot, s).CopyTo(outputs.Cell);
    }

    /// <summary>The gradients of all inputs, from those of the outputs and from what <see cref="Forward"/> saved.</summary>
    public static void Backward<T>(
        in LstmShape s, in LstmInputs<T> inputs, in LstmSaved<T> saved, in LstmOutputs<T> outputGradients, in LstmGradients<T> gradients)
        where T : unmanaged, INumber<T>
    {
        int units = s.Units, gatesLength = s.StateLength * 4;
        using Scratch<T> gates = new(s.GatesLength), hidden = new(s.StateLength), cell = new(s.StateLength), output = new(s.StateLength);
        using Scratch<T> transposed = new(4 * units * Math.Max(units, s.Inputs));
        CopyOrClear(outputGradients.Hidden, hidden.Span);
        CopyOrClear(outputGradients.Cell, cell.Span);
        CopyOrClear(outputGradients.Last, output.Span);

        Span<T> recurrentTransposed = transposed.Span[..inputs.RecurrentKernel.Length];
        TransposeKernel.Matrix(inputs.RecurrentKernel, recurrentTransposed, units, 4 * units);
        for (int iteration = s.Steps - 1; iteration >= 0; iteration--)
        {
            int time = s.Time(iteration);
            Span<T> stepGates = gates.Span.Slice(time * gatesLength, gatesLength);
            LstmStep.Backward(new LstmBackwardStep<T>
            {
                Shape = s,
                Iteration = iteration,
                Mask = inputs.Mask,
                Gates = saved.Gates.Slice(time * gatesLength, gatesLength),
                CellBefore = Slot(saved.Cells, s.SlotBefore(time), s),
                Cell = Slot(saved.Cells, s.SlotAfter(time), s),
                SequenceGradient = outputGradients.Sequence,
                OutputGradient = output.Span,
                HiddenGradient = hidden.Span,
                CellGradient = cell.Span,
                GatesGradient = stepGates,
            });
            if (iteration == 0 && gradients.InitialHidden.IsEmpty) break;
            Gemm.Run(stepGates, recurrentTransposed, hidden.Span, new GemmShape(s.Batch, units, 4 * units, Accumulate: true));
        }
        if (!gradients.InitialHidden.IsEmpty) hidden.Span.CopyTo(gradients.InitialHidden);
        if (!gradients.InitialCell.IsEmpty) cell.Span.CopyTo(gradients.InitialCell);
        WeightGradients(s, inputs, saved, gates.Span, gradients);

        if (gradients.X.IsEmpty) return;
        Span<T> kernelTransposed = transposed.Span[..inputs.Kernel.Length];
        TransposeKernel.Matrix(inputs.Kernel, kernelTransposed, s.Inputs, 4 * units);
        Gemm.Run(gates.Span, kernelTransposed, gradients.X, new GemmShape(
            s.Batch, s.Inputs, 4 * units, LdC: s.Steps * s.Inputs, Batch: s.Steps, StrideA: gatesLength, StrideC: s.Inputs));
    }

    private static void WeightGradients<T>(in LstmShape s, in LstmInputs<T> inputs, in LstmSaved<T> saved, ReadOnlySpan<T> gates, in LstmGradients<T> gradients)
        where T : unmanaged, INumber<T>
    {
        int columns = 4 * s.Units, rows = s.Steps * s.Batch;
        if (!gradients.Bias.IsEmpty) ReduceKernel.Sum(gates, gradients.Bias, 1, rows, columns);
        if (!gradients.RecurrentKernel.IsEmpty)
        {
            ReadOnlySpan<T> before = saved.Hidden.Slice(s.SlotBefore(0) * s.StateLength, s.Steps * s.StateLength);
            Gemm.Run(before, gates, gradients.RecurrentKernel, new GemmShape(s.Units, columns, rows, TransposeA: true));
        }
        if (gradients.Kernel.IsEmpty) return;
        var step = new GemmShape(s.Inputs, columns, s.Batch, TransposeA: true, LdA: s.Steps * s.Inputs);
        for (int time = 0; time < s.Steps; time++)   // x lies sequence by sequence, the gates step by step
            Gemm.Run(inputs.X[(time * s.Inputs)..], gates[(time * s.Batch * columns)..], gradients.Kernel, step with { Accumulate = time > 0 });
    }

    /// <summary>x·W: one product per step, from (Batch, Steps, Inputs) to (Steps, Batch, 4 Units).</summary>
    private static GemmShape AllSteps(in LstmShape s) => new(
        s.Batch, 4 * s.Units, s.Inputs, LdA: s.Steps * s.Inputs, Batch: s.Steps, StrideA: s.Inputs, StrideC: 4 * s.StateLength);

    private static Span<T> Slot<T>(Span<T> states, int slot, in LstmShape s) => states.Slice(slot * s.StateLength, s.StateLength);

    private static void CopyOrClear<T>(ReadOnlySpan<T> source, Span<T> target)
    {
        if (source.IsEmpty) target.Clear();
        else source.CopyTo(target);
    }
}
