using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>LSTM over whole sequences, with tanh and sigmoid as Keras's defaults have them.</summary>
/// <remarks>
/// <code>
/// z = x·W + h·U + b      i, f, o = sigmoid(z_i, z_f, z_o)      g = tanh(z_c)      c' = f·c + i·g      h' = o·tanh(c')
/// </code>
/// Each group of sequences runs through its steps by itself (<see cref="LstmForward{T, TVector, TWidth}"/>), without waiting for others. Backwards, the same groups leave the gradients of z for all steps, and each weight's gradient is one product of them.
/// A masked step keeps both states. Each sequence has the same bits alone and in a batch.
/// </remarks>
internal static unsafe class LstmKernel
{
    /// <summary>Runs all steps; <paramref name="saved"/> may be empty if there will be no <see cref="Backward"/>.</summary>
    public static void Forward<T>(in LstmShape s, in LstmInputs<T> inputs, in LstmSaved<T> saved, in LstmOutputs<T> outputs)
        where T : unmanaged, INumber<T>
    {
        Debug.Assert(inputs.X.Length == s.Batch * s.Steps * s.Inputs && inputs.Kernel.Length == s.Inputs * 4 * s.Units);
        Debug.Assert(saved.Gates.IsEmpty || (saved.Gates.Length == s.GatesLength && saved.Hidden.Length == s.HiddenLength && saved.Cells.Length == s.CellsLength));
        ForwardSteps<T> steps = new() { Shape = s, Inputs = inputs, Saved = saved, Outputs = outputs };
        Widths.Run<T, ForwardSteps<T>>(in steps);
    }

    /// <summary>The gradients of all inputs, from those of the outputs and from what <see cref="Forward"/> saved.</summary>
    public static void Backward<T>(
        in LstmShape s, in LstmInputs<T> inputs, in LstmSaved<T> saved, in LstmOutputs<T> outputGradients, in LstmGradients<T> gradients)
        where T : unmanaged, INumber<T>
    {
        int columns = 4 * s.Units, rows = s.Batch * s.Steps;
        using Scratch<T> scratch = new(s.GatesLength);
        ReadOnlySpan<T> gates = scratch.Span;
        BackwardSteps<T> steps = new()
        {
            Shape = s,
            Inputs = inputs,
            Saved = saved,
            OutputGradients = outputGradients,
            Gradients = gradients,
            Gates = scratch.Span,
        };
        Widths.Run<T, BackwardSteps<T>>(in steps);
        if (!gradients.X.IsEmpty) Gemm.Run(gates, inputs.Kernel, gradients.X, new GemmShape(rows, s.Inputs, columns, TransposeB: true));
        if (!gradients.Kernel.IsEmpty) Gemm.Run(inputs.X, gates, gradients.Kernel, new GemmShape(s.Inputs, columns, rows, TransposeA: true));
        if (!gradients.RecurrentKernel.IsEmpty) Gemm.Run(saved.Hidden, gates, gradients.RecurrentKernel, new GemmShape(s.Units, columns, rows, TransposeA: true));
        if (!gradients.Bias.IsEmpty) ReduceKernel.Sum(gates, gradients.Bias, 1, rows, columns);
    }

    private ref struct ForwardSteps<T> : IWidthWork<T> where T : unmanaged
    {
        public LstmShape Shape;
        public LstmInputs<T> Inputs;
        public LstmSaved<T> Saved;
        public LstmOutputs<T> Outputs;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            int panel = RnnPanels<T, TVector, TWidth>.Vectors(Shape.Units) * RnnTile<T, TVector, TWidth>.Columns;
            using Scratch<T> scratch = new((Shape.Inputs + Shape.Units + 1) * panel + RnnPanels<T, TVector, TWidth>.Slack);
            fixed (T* memory = scratch.Span, x = Inputs.X, kernel = Inputs.Kernel, recurrent = Inputs.RecurrentKernel, bias = Inputs.Bias, gates = Saved.Gates)
            fixed (T* initialHidden = Inputs.InitialHidden, initialCell = Inputs.InitialCell, hiddenBefore = Saved.Hidden, cells = Saved.Cells)
            fixed (T* sequence = Outputs.Sequence, last = Outputs.Last, hidden = Outputs.Hidden, cell = Outputs.Cell)
            fixed (bool* mask = Inputs.Mask)
            {
                T* kernelPanels = RnnPanels<T, TVector, TWidth>.Align(memory), panels = kernelPanels + (nint)Shape.Inputs * panel, packedBias = panels + (nint)Shape.Units * panel;
                RnnPanels<T, TVector, TWidth>.PackGates(kernel, Shape.Inputs, Shape.Units, kernelPanels);
                RnnPanels<T, TVector, TWidth>.PackGates(recurrent, Shape.Units, Shape.Units, panels);
                if (bias == null) new Span<T>(packedBias, panel).Clear();
                else RnnPanels<T, TVector, TWidth>.PackGates(bias, 1, Shape.Units, packedBias);
                WorkerPool.Run(LstmForward<T, TVector, TWidth>.Pieces(Shape.Batch), new LstmForward<T, TVector, TWidth>
                {
                    Shape = Shape,
                    X = x,
                    KernelPanels = kernelPanels,
                    RecurrentPanels = panels,
                    Bias = packedBias,
                    Mask = mask,
                    InitialHidden = initialHidden,
                    InitialCell = initialCell,
                    Gates = gates,
                    HiddenBefore = hiddenBefore,
                    Cells = cells,
                    Sequence = sequence,
                    Last = last,
                    Hidden = hidden,
                    Cell = cell,
                });
            }
        }
    }

    private ref struct BackwardSteps<T> : IWidthWork<T> where T : unmanaged
    {
        public LstmShape Shape;
        public LstmInputs<T> Inputs;
        public LstmSaved<T> Saved;
        public LstmOutputs<T> OutputGradients;
        public LstmGradients<T> Gradients;
        public Span<T> Gates;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            int units = Shape.Units, panel = RnnPanels<T, TVector, TWidth>.Panels(units) * RnnTile<T, TVector, TWidth>.Columns;
            using Scratch<T> scratch = new(4 * units * panel + RnnPanels<T, TVector, TWidth>.Slack);
            fixed (T* memory = scratch.Span, recurrent = Inputs.RecurrentKernel, gates = Saved.Gates, cells = Saved.Cells)
            fixed (T* sequence = OutputGradients.Sequence, last = OutputGradients.Last, hidden = OutputGradients.Hidden, cell = OutputGradients.Cell)
            fixed (T* gatesGradient = Gates, initialHidden = Gradients.InitialHidden, initialCell = Gradients.InitialCell)
            fixed (bool* mask = Inputs.Mask)
            {
                T* panels = RnnPanels<T, TVector, TWidth>.Align(memory);
                for (int gate = 0; gate < 4; gate++)
                    RnnPanels<T, TVector, TWidth>.PackTransposed(recurrent + gate * units, 4 * units, units, units, panels + (nint)gate * units * panel);
                WorkerPool.Run(LstmBackward<T, TVector, TWidth>.Pieces(Shape.Batch), new LstmBackward<T, TVector, TWidth>
                {
                    Shape = Shape,
                    Panels = panels,
                    Mask = mask,
                    Gates = gates,
                    Cells = cells,
                    SequenceGradient = sequence,
                    LastGradient = last,
                    HiddenGradient = hidden,
                    CellGradient = cell,
                    GatesGradient = gatesGradient,
                    InitialHidden = initialHidden,
                    InitialCell = initialCell,
                });
            }
        }
    }
}
