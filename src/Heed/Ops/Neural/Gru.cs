using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A whole GRU with tanh and sigmoid, whose reset gate acts after the product, in one op.</summary>
    /// <param name="x">(B, T, D).</param>
    /// <param name="kernel">(D, 3U), the gates z, r, h side by side.</param>
    /// <param name="recurrentKernel">(U, 3U).</param>
    /// <param name="bias">(2, 3U), for the input and for the state; or <see langword="null"/>.</param>
    /// <param name="hidden">The first state, (B, U).</param>
    /// <param name="mask">Booleans (B, T), true keeps; <see langword="null"/>: all count.</param>
    /// <param name="settings">Which outputs, and in which order.</param>
    /// <returns>The outputs, (B, T, U) in the order in which they are made or the last one, (B, U); and the last state, (B, U).</returns>
    internal static (Tensor Output, Tensor Hidden) Gru(
        Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor? bias, Tensor hidden, Tensor? mask, RecurrentSettings settings = default)
    {
        Tensor?[] all = [x, kernel, recurrentKernel, hidden, bias, mask];
        Tensor[] inputs = [.. all.OfType<Tensor>()];
        Tensor[] y = new GruOp(settings, bias is not null, mask is not null, saves: Tape.IsRecording(inputs)).ApplyAll(inputs);
        return (y[0], y[1]);
    }
}

/// <summary>z, r = σ(x·W + b₀ + h·U + b₁)      g = tanh(x·W + b₀ + r·(h·U + b₁))      h' = z·h + (1 − z)·g      for every step; dx, dW, dU, dh, db by <see cref="GruKernel"/></summary>
/// <remarks>The order of the inputs is x, W, U, h and then those of b and mask that are there. While a tape records, gates and states are further outputs.</remarks>
internal sealed class GruOp(RecurrentSettings settings, bool hasBias, bool hasMask, bool saves) : MultiOp
{
    /// <summary>Update gate and candidate of one step, from what comes out of the matrix products.</summary>
    /// <param name="fromInput">(B, 3U).</param>
    /// <param name="fromState">(B, 3U).</param>
    /// <param name="activation">tanh above.</param>
    /// <param name="recurrentActivation">σ above.</param>
    public static (Tensor Update, Tensor Candidate) Gates(
        Tensor fromInput, Tensor fromState, Func<Tensor, Tensor> activation, Func<Tensor, Tensor> recurrentActivation)
    {
        Tensor[] x = Ops.Split(fromInput, 3, axis: -1), h = Ops.Split(fromState, 3, axis: -1);           // (B, U) each
        Tensor reset = recurrentActivation(x[1] + h[1]);
        return (recurrentActivation(x[0] + h[0]), activation(x[2] + reset * h[2]));
    }

    /// <summary>The state after one step.</summary>
    public static Tensor Next((Tensor Update, Tensor Candidate) gates, Tensor hidden) => gates.Update * hidden + (1 - gates.Update) * gates.Candidate;

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 3, "a sequence (B, T, D)", x);
        var (batch, steps, width) = (x[0].Shape[0], x[0].Shape[1], x[0].Shape[2]);
        Dim units = x[2].Shape[0];
        Expect(x[1].Shape.IsCompatibleWith([width, units * 3]) && x[2].Shape.IsCompatibleWith([units, units * 3]), "kernels (D, 3U) and (U, 3U)", x);
        Expect(x[3].Shape.IsCompatibleWith([batch, units]), "a state (B, U)", x);
        Expect(!hasBias || x[4].Shape.IsCompatibleWith([2, units * 3]), "a bias (2, 3U)", x);
        Expect(!hasMask || x[^1].Shape.IsCompatibleWith([batch, steps]), "a mask (B, T)", x);

        DType type = x[0].DType, wide = Wide(type);
        TensorSpec state = new([batch, units], type);
        TensorSpec output = settings.AllOutputs ? new([batch, steps, units], type) : state;
        if (!saves) return [output, state];
        return [output, state, new([steps, batch, units * 4], wide), new([steps, batch, units], wide)];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (y[0].DType == DType.Float64) Forward<double>(x, y);
        else Forward<float>(x, y);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        if (Tape.IsAnyRecording) return PlainGradient(saved.Inputs, dy);
        Tensor[] x = Array.ConvertAll(saved.Inputs, input => input.Cast(Wide(input.DType)));
        var dx = new Tensor?[x.Length];
        for (int i = 0; i < dx.Length; i++)
            if (saved.Needs(i) && x[i].DType.IsFloat()) dx[i] = Tensor.Allocate(x[i].Shape, x[i].DType);       // the mask has no gradient
        dy = Array.ConvertAll(dy, gradient => gradient?.Cast(x[0].DType));
        if (x[0].DType == DType.Float64) Backward<double>(x, saved.Outputs, dy, dx);
        else Backward<float>(x, saved.Outputs, dy, dx);
        return dx;
    }

    private void Forward<T>(ReadOnlySpan<Tensor> x, Tensor[] y) where T : unmanaged, INumber<T> =>
        GruKernel.Forward(ShapeOf(x), Inputs<T>(x), saves ? Memory<T>(y) : default, Outputs<T>(y));

    private void Backward<T>(Tensor[] x, Tensor[] y, Tensor?[] dy, Tensor?[] dx) where T : unmanaged, INumber<T> =>
        GruKernel.Backward(ShapeOf(x), Inputs<T>(x), Memory<T>(y), Outputs<T>(dy), new()
        {
            X = Span<T>(dx[0]),
            Kernel = Span<T>(dx[1]),
            RecurrentKernel = Span<T>(dx[2]),
            InitialHidden = Span<T>(dx[3]),
            Bias = hasBias ? Span<T>(dx[4]) : default,
        });

    /// <summary>The same gradient from a composition of ops, which other tapes can follow.</summary>
    private Tensor?[] PlainGradient(Tensor[] x, Tensor?[] dy)
    {
        using var tape = new Tape();
        foreach (Tensor input in x)
            if (input.DType.IsFloat()) tape.Watch(input);
        Tensor[]? biases = hasBias ? Ops.Unstack(x[4], axis: 0) : null;                                   // (3U) each
        RecurrentStep step = (input, states) =>
        {
            Tensor fromInput = Ops.MatMul(input, x[1]), fromState = Ops.MatMul(states[0], x[2]);        // (B, 3U)
            if (biases is not null) (fromInput, fromState) = (fromInput + biases[0], fromState + biases[1]);
            Tensor hidden = Next(Gates(fromInput, fromState, Ops.Tanh, Ops.Sigmoid), states[0]);
            return (hidden, [hidden]);
        };
        (Tensor[] outputs, Tensor[] states) = RecurrentLoop.Run(x[0], [x[3]], step, hasMask ? x[^1] : null, settings.GoBackwards, settings.ZeroOutputForMask);
        Tensor[] y = [settings.AllOutputs ? Ops.Stack(outputs, axis: 1) : outputs[^1], .. states];
        int[] asked = [.. Enumerable.Range(0, y.Length).Where(i => dy[i] is not null)];
        return tape.Gradients([.. asked.Select(i => y[i])], [.. asked.Select(i => dy[i])], x);
    }

    private GruShape ShapeOf(ReadOnlySpan<Tensor> x) => new(
        x[0].Shape[0].Value, x[0].Shape[1].Value, x[0].Shape[2].Value, x[2].Shape[0].Value, settings.GoBackwards, settings.ZeroOutputForMask);

    private GruInputs<T> Inputs<T>(ReadOnlySpan<Tensor> x) => new()
    {
        X = x[0].AsSpan<T>(),
        Kernel = x[1].AsSpan<T>(),
        RecurrentKernel = x[2].AsSpan<T>(),
        InitialHidden = x[3].AsSpan<T>(),
        Bias = hasBias ? x[4].AsSpan<T>() : default,
        Mask = hasMask ? x[^1].AsSpan<bool>() : default,
    };

    private GruOutputs<T> Outputs<T>(Tensor?[] y) => new()
    {
        Sequence = settings.AllOutputs ? Span<T>(y[0]) : default,
        Last = settings.AllOutputs ? default : Span<T>(y[0]),
        Hidden = Span<T>(y[1]),
    };

    private static GruSaved<T> Memory<T>(Tensor[] y) => new() { Gates = y[2].Writable<T>(), Hidden = y[3].Writable<T>() };

    private static Span<T> Span<T>(Tensor? tensor) => tensor is null ? default : tensor.Writable<T>();
}
