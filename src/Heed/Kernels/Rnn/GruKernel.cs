using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>GRU over whole sequences, with tanh and sigmoid and the reset gate after the product, as Keras's defaults have them.</summary>
/// <remarks>
/// <code>
/// z, r = sigmoid(x·W + b₀ + h·U + b₁)      g = tanh(x·W + b₀ + r·(h·U + b₁))      h' = z·h + (1 − z)·g
/// </code>
/// Each group of sequences runs through its steps by itself (<see cref="GruForward{T, TVector, TWidth}"/>), without waiting for others. Backwards, the same groups
/// leave the gradients of what enters the activations for all steps, and the weights' gradients are products of them.
/// A masked step keeps the state. Each sequence has the same bits alone and in a batch.
/// </remarks>
internal static unsafe class GruKernel
{
    /// <summary>Runs all steps; <paramref name="saved"/> may be empty if there will be no <see cref="Backward"/>.</summary>
    public static void Forward<T>(in GruShape s, in GruInputs<T> inputs, in GruSaved<T> saved, in GruOutputs<T> outputs)
        where T : unmanaged, INumber<T>
    {
        Debug.Assert(inputs.X.Length == s.Batch * s.Steps * s.Inputs && inputs.Kernel.Length == s.Inputs * 3 * s.Units);
        Debug.Assert(saved.Gates.IsEmpty || (saved.Gates.Length == s.GatesLength && saved.Hidden.Length == s.HiddenLength));
        ForwardSteps<T> steps = new() { Shape = s, Inputs = inputs, Saved = saved, Outputs = outputs };
        Widths.Run<T, ForwardSteps<T>>(in steps);
    }

    /// <summary>The gradients of all inputs, from those of the outputs and from what <see cref="Forward"/> saved.</summary>
    public static void Backward<T>(
        in GruShape s, in GruInputs<T> inputs, in GruSaved<T> saved, in GruOutputs<T> outputGradients, in GruGradients<T> gradients)
        where T : unmanaged, INumber<T>
    {
        int units = s.Units, rows = s.Batch * s.Steps;
        using Scratch<T> scratch = new(s.GatesLength);
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
        if (rows == 0)
        {
            gradients.Kernel.Clear();
            gradients.RecurrentKernel.Clear();
            gradients.Bias.Clear();
            return;
        }
        ReadOnlySpan<T> gates = scratch.Span, inner = gates[(3 * units)..];
        if (!gradients.X.IsEmpty) Gemm.Run(gates, inputs.Kernel, gradients.X, new GemmShape(rows, s.Inputs, 3 * units, TransposeB: true, LdA: 4 * units));
        if (!gradients.Kernel.IsEmpty) Gemm.Run(inputs.X, gates, gradients.Kernel, new GemmShape(s.Inputs, 3 * units, rows, TransposeA: true, LdB: 4 * units));
        if (!gradients.RecurrentKernel.IsEmpty)
        {
            GemmShape product = new(units, 2 * units, rows, TransposeA: true, LdB: 4 * units, LdC: 3 * units);
            Gemm.Run(saved.Hidden, gates, gradients.RecurrentKernel, product);
            Gemm.Run(saved.Hidden, inner, gradients.RecurrentKernel[(2 * units)..], product with { N = units });
        }
        if (!gradients.Bias.IsEmpty) SumBias(gates, gradients.Bias, rows, units);
    }

    /// <summary>(2, 3 units): both rows have the sums of z and r, then each its own part of the candidate.</summary>
    private static void SumBias<T>(ReadOnlySpan<T> gates, Span<T> bias, int rows, int units) where T : unmanaged, INumber<T>
    {
        using Scratch<T> sums = new(4 * units);
        ReduceKernel.Sum(gates, sums.Span, 1, rows, 4 * units);
        sums.Span[..(3 * units)].CopyTo(bias);
        sums.Span[..(2 * units)].CopyTo(bias[(3 * units)..]);
        sums.Span[(3 * units)..].CopyTo(bias[(5 * units)..]);
    }

    private ref struct ForwardSteps<T> : IWidthWork<T> where T : unmanaged
    {
        public GruShape Shape;
        public GruInputs<T> Inputs;
        public GruSaved<T> Saved;
        public GruOutputs<T> Outputs;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            int units = Shape.Units, panel = 3 * RnnPanels<T, TVector, TWidth>.Panels(units) * RnnTile<T, TVector, TWidth>.Columns;
            int biasLength = GruForward<T, TVector, TWidth>.BiasLength(units);
            using Scratch<T> scratch = new((Shape.Inputs + units) * panel + biasLength + RnnPanels<T, TVector, TWidth>.Slack);
            fixed (T* memory = scratch.Span, x = Inputs.X, kernel = Inputs.Kernel, recurrent = Inputs.RecurrentKernel, bias = Inputs.Bias)
            fixed (T* initialHidden = Inputs.InitialHidden, gates = Saved.Gates, hiddenBefore = Saved.Hidden)
            fixed (T* sequence = Outputs.Sequence, last = Outputs.Last, hidden = Outputs.Hidden)
            fixed (bool* mask = Inputs.Mask)
            {
                T* kernelPanels = RnnPanels<T, TVector, TWidth>.Align(memory), panels = kernelPanels + (nint)Shape.Inputs * panel, packedBias = panels + (nint)units * panel;
                for (int gate = 0; gate < 3; gate++)
                {
                    RnnPanels<T, TVector, TWidth>.Pack(kernel + gate * units, 3 * units, Shape.Inputs, units, kernelPanels + gate * (nint)Shape.Inputs * (panel / 3));
                    RnnPanels<T, TVector, TWidth>.Pack(recurrent + gate * units, 3 * units, units, units, panels + gate * (nint)units * (panel / 3));
                }
                GruForward<T, TVector, TWidth>.PackBias(bias, units, packedBias);
                WorkerPool.Run(GruForward<T, TVector, TWidth>.Pieces(Shape.Batch), new GruForward<T, TVector, TWidth>
                {
                    Shape = Shape,
                    X = x,
                    KernelPanels = kernelPanels,
                    RecurrentPanels = panels,
                    Bias = packedBias,
                    Mask = mask,
                    InitialHidden = initialHidden,
                    Gates = gates,
                    HiddenBefore = hiddenBefore,
                    Sequence = sequence,
                    Last = last,
                    Hidden = hidden,
                });
            }
        }
    }

    private ref struct BackwardSteps<T> : IWidthWork<T> where T : unmanaged
    {
        public GruShape Shape;
        public GruInputs<T> Inputs;
        public GruSaved<T> Saved;
        public GruOutputs<T> OutputGradients;
        public GruGradients<T> Gradients;
        public Span<T> Gates;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            int units = Shape.Units, panel = RnnPanels<T, TVector, TWidth>.Panels(units) * RnnTile<T, TVector, TWidth>.Columns;
            using Scratch<T> scratch = new(3 * units * panel + RnnPanels<T, TVector, TWidth>.Slack);
            fixed (T* memory = scratch.Span, recurrent = Inputs.RecurrentKernel, gates = Saved.Gates, hiddenBefore = Saved.Hidden)
            fixed (T* sequence = OutputGradients.Sequence, last = OutputGradients.Last, hidden = OutputGradients.Hidden)
            fixed (T* gatesGradient = Gates, initialHidden = Gradients.InitialHidden)
            fixed (bool* mask = Inputs.Mask)
            {
                T* panels = RnnPanels<T, TVector, TWidth>.Align(memory);
                for (int gate = 0; gate < 3; gate++)
                    RnnPanels<T, TVector, TWidth>.PackTransposed(recurrent + gate * units, 3 * units, units, units, panels + (nint)gate * units * panel);
                WorkerPool.Run(GruBackward<T, TVector, TWidth>.Pieces(Shape.Batch), new GruBackward<T, TVector, TWidth>
                {
                    Shape = Shape,
                    Panels = panels,
                    Mask = mask,
                    Gates = gates,
                    HiddenBefore = hiddenBefore,
                    SequenceGradient = sequence,
                    LastGradient = last,
                    HiddenGradient = hidden,
                    GatesGradient = gatesGradient,
                    InitialHidden = initialHidden,
                });
            }
        }
    }
}
