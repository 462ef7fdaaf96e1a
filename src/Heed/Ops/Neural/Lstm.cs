using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A whole LSTM with tanh and sigmoid, in one op.</summary>
    /// <param name="x">(B, T, D).</param>
    /// <param name="kernel">(D, 4U), the gates i, f, c, o side by side.</param>
    /// <param name="recurrentKernel">(U, 4U).</param>
    /// <param name="bias">(4U), or <see langword="null"/>.</param>
    /// <param name="hidden">The first hidden state, (B, U).</param>
    /// <param name="cell">The first cell state, (B, U).</param>
    /// <param name="mask">Booleans (B, T), true keeps; <see langword="null"/>: all count.</param>
    /// <param name="settings">Which outputs, and in which order.</param>
    /// <returns>The outputs, (B, T, U) in the order in which they are made or the last one, (B, U); and the last states, (B, U).</returns>
    internal static (Tensor Output, Tensor Hidden, Tensor Cell) Lstm(
        Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor? bias, Tensor hidden, Tensor cell, Tensor? mask, RecurrentSettings settings = default)
    {
        Tensor?[] all = [x, kernel, recurrentKernel, hidden, cell, bias, mask];
        Tensor[] inputs = [.. all.OfType<Tensor>()];
        Tensor[] y = new LstmOp(settings, bias is not null, mask is not null, saves: Tape.IsRecording(inputs)).ApplyAll(inputs);
        return (y[0], y[1], y[2]);
    }
}

/// <summary>z = x·W + h·U + b      c' = σ(z_f)·c + σ(z_i)·tanh(z_c)      h' = σ(z_o)·tanh(c')      for every step; dx, dW, dU, dh, dc, db by <see cref="LstmKernel"/></summary>
/// <remarks>The order of the inputs is x, W, U, h, c and then those of b and mask that are there. While a tape records, gates and states are further outputs.</remarks>
internal sealed class LstmOp(RecurrentSettings settings, bool hasBias, bool hasMask, bool saves) : MultiOp
{
    /// <summary>The states after one step, from what comes out of the matrix products.</summary>
    /// <param name="z">(B, 4U).</param>
    /// <param name="cell">(B, U), before.</param>
    /// <param name="activation">tanh above.</param>
    /// <param name="recurrentActivation">σ above.</param>
    public static (Tensor Hidden, Tensor Cell) Step(Tensor z, Tensor cell, Func<Tensor, Tensor> activation, Func<Tensor, Tensor> recurrentActivation)
    {
        Tensor[] gates = Ops.Split(z, 4, axis: -1);                                                     // (B, U) each
        Tensor i = recurrentActivation(gates[0]), f = recurrentActivation(gates[1]), o = recurrentActivation(gates[3]);
        Tensor next = f * cell + i * activation(gates[2]);
        return (o * activation(next), next);
    }

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 3, "a sequence (B, T, D)", x);
        var (batch, steps, width) = (x[0].Shape[0], x[0].Shape[1], x[0].Shape[2]);
        Dim units = x[2].Shape[0];
        Expect(x[1].Shape.IsCompatibleWith([width, units * 4]) && x[2].Shape.IsCompatibleWith([units, units * 4]), "kernels (D, 4U) and (U, 4U)", x);
        Expect(x[3].Shape.IsCompatibleWith([batch, units]) && x[4].Shape.IsCompatibleWith([batch, units]), "states (B, U)", x);
        Expect(!hasBias || x[5].Shape.IsCompatibleWith([units * 4]), "a bias (4U)", x);
        Expect(!hasMask || x[^1].Shape.IsCompatibleWith([batch, steps]), "a mask (B, T)", x);

        DType type = x[0].DType, wide = Wide(type);
        TensorSpec state = new([batch, units], type);
        TensorSpec output = settings.AllOutputs ? new([batch, steps, units], type) : state;
        if (!saves) return [output, state, state];
        return [output, state, state, new([steps, batch, units * 4], wide), new([steps, batch, units], wide), new([steps + 1, batch, units], wide)];
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
        LstmKernel.Forward(ShapeOf(x), Inputs<T>(x), saves ? Memory<T>(y) : default, Outputs<T>(y));

    private void Backward<T>(Tensor[] x, Tensor[] y, Tensor?[] dy, Tensor?[] dx) where T : unmanaged, INumber<T> =>
        LstmKernel.Backward(ShapeOf(x), Inputs<T>(x), Memory<T>(y), Outputs<T>(dy), new()
        {
            X = Span<T>(dx[0]),
            Kernel = Span<T>(dx[1]),
            RecurrentKernel = Span<T>(dx[2]),
            InitialHidden = Span<T>(dx[3]),
            InitialCell = Span<T>(dx[4]),
            Bias = hasBias ? Span<T>(dx[5]) : default,
        });

    /// <summary>The same gradient from a composition of ops, which other tapes can follow.</summary>
    private Tensor?[] PlainGradient(Tensor[] x, Tensor?[] dy)
    {
        using var tape = new Tape();
        foreach (Tensor input in x)
            if (input.DType.IsFloat()) tape.Watch(input);
        RecurrentStep step = (input, states) =>
        {
            Tensor z = Ops.MatMul(input, x[1]) + Ops.MatMul(states[0], x[2]);                           // (B, 4U)
            var (hidden, cell) = Step(hasBias ? z + x[5] : z, states[1], Ops.Tanh, Ops.Sigmoid);
            return (hidden, [hidden, cell]);
        };
        (Tensor[] outputs, Tensor[] states) = RecurrentLoop.Run(x[0], [x[3], x[4]], step, hasMask ? x[^1] : null, settings.GoBackwards, settings.ZeroOutputForMask);
        Tensor[] y = [settings.AllOutputs ? Ops.Stack(outputs, axis: 1) : outputs[^1], .. states];
        int[] asked = [.. Enumerable.Range(0, y.Length).Where(i => dy[i] is not null)];
        return tape.Gradients([.. asked.Select(i => y[i])], [.. asked.Select(i => dy[i])], x);
    }

    private LstmShape ShapeOf(ReadOnlySpan<Tensor> x) => new(
        x[0].Shape[0].Value, x[0].Shape[1].Value, x[0].Shape[2].Value, x[2].Shape[0].Value, settings.GoBackwards, settings.ZeroOutputForMask);

    private LstmInputs<T> Inputs<T>(ReadOnlySpan<Tensor> x) => new()
    {
        X = x[0].AsSpan<T>(),
        Kernel = x[1].AsSpan<T>(),
        RecurrentKernel = x[2].AsSpan<T>(),
        InitialHidden = x[3].AsSpan<T>(),
        InitialCell = x[4].AsSpan<T>(),
        Bias = hasBias ? x[5].AsSpan<T>() : default,
        Mask = hasMask ? x[^1].AsSpan<bool>() : default,
    };

    private LstmOutputs<T> Outputs<T>(Tensor?[] y) => new()
    {
        Sequence = settings.AllOutputs ? Span<T>(y[0]) : default,
        Last = settings.AllOutputs ? default : Span<T>(y[0]),
        Hidden = Span<T>(y[1]),
        Cell = Span<T>(y[2]),
    };

    private static LstmSaved<T> Memory<T>(Tensor[] y) => new() { Gates = y[3].Writable<T>(), Hidden = y[4].Writable<T>(), Cells = y[5].Writable<T>() };

    private static Span<T> Span<T>(Tensor? tensor) => tensor is null ? default : tensor.Writable<T>();
}
