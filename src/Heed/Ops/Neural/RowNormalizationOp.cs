using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = γ n + β, n = (x − μ) / √(σ² + ε) over the last axes      dx = (γ dy − mean γ dy − n · mean γ dy n) / √(σ² + ε), dγ = Σ dy n, dβ = Σ dy</summary>
/// <remarks>Without centering, μ = 0 and the second term of dx is absent. The further outputs, μ and 1 / √(σ² + ε), stay inside.</remarks>
internal sealed class RowNormalizationOp(int axes, bool center, bool hasGamma, bool hasBeta, double epsilon) : MultiOp
{
    /// <summary>The inputs that are there, in their order.</summary>
    public static Tensor[] Inputs(Tensor x, Tensor? gamma, Tensor? beta) => [.. ((Tensor?[])[x, gamma, beta]).OfType<Tensor>()];

    /// <summary>The same over any axes in ascending order, by other ops.</summary>
    public static Tensor Plain(Tensor x, Tensor? gamma, Tensor? beta, int[] axes, bool center, double epsilon)
    {
        Tensor centered = center ? x - Ops.Mean(x, axes, keepDims: true) : x;
        Tensor y = centered * Ops.Rsqrt(Ops.Mean(Ops.Square(centered), axes, keepDims: true) + epsilon);
        if (gamma is not null) y *= Aligned(gamma, axes, x.Rank);
        return beta is null ? y : y + Aligned(beta, axes, x.Rank);
    }

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank >= axes, $"an input of rank {axes} or more", x);
        for (int i = 1; i < x.Length; i++) Expect(x[i].Shape.IsCompatibleWith(shape[^axes..]), "gamma and beta of the lengths of the normalized axes", x);
        TensorSpec statistic = new(shape[..^axes], x[0].DType);
        return [x[0], statistic, statistic];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (y[0].DType == DType.Float64) RowNormalization.Forward(Work<double>(x, y));
        else RowNormalization.Forward(Work<float>(x, y));
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        if (Tape.IsAnyRecording) return PlainGradient(saved.Inputs, dy[0]!);
        Tensor[] dx = Array.ConvertAll(saved.Inputs, input => Tensor.Allocate(input.Shape, input.DType));
        if (saved.Input.DType == DType.Float64) Backward<double>(saved, dy[0]!, dx);
        else Backward<float>(saved, dy[0]!, dx);
        return dx;
    }

    private void Backward<T>(Saved saved, Tensor dy, Tensor[] dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = Length(saved.Input);
        using Scratch<T> unused = new(length);
        RowNormalization.Backward(Work<T>(saved.Inputs, saved.Outputs), dy.AsSpan<T>(), dx[0].Writable<T>(),
            hasGamma ? dx[1].Writable<T>() : unused.Span, hasBeta ? dx[^1].Writable<T>() : unused.Span);
    }

    /// <summary>The gradient in ops, which can be differentiated again.</summary>
    private Tensor?[] PlainGradient(Tensor[] x, Tensor dy)
    {
        using var tape = new Tape();
        foreach (Tensor input in x) tape.Watch(input);
        int[] last = [.. Enumerable.Range(x[0].Rank - axes, axes)];
        Tensor y = Plain(x[0], hasGamma ? x[1] : null, hasBeta ? x[^1] : null, last, center, epsilon);
        return tape.Gradients([y], [dy], x);
    }

    private RowForward<T> Work<T>(ReadOnlySpan<Tensor> x, Tensor[] y) where T : unmanaged, IFloatingPointIeee754<T> => new()
    {
        Length = Length(x[0]),
        Epsilon = T.CreateTruncating(epsilon),
        Center = center,
        X = x[0].AsSpan<T>(),
        Gamma = hasGamma ? x[1].AsSpan<T>() : default,
        Beta = hasBeta ? x[^1].AsSpan<T>() : default,
        Y = y[0].Writable<T>(),
        Mean = y[1].Writable<T>(),
        Inverse = y[2].Writable<T>(),
    };

    private int Length(Tensor x) => x.Shape[^axes..].Size;

    /// <summary>A factor with its lengths at the normalized axes and 1 at the others.</summary>
    private static Tensor Aligned(Tensor factor, int[] axes, int rank)
    {
        var dims = Enumerable.Repeat<Dim>(1, rank).ToArray();
        for (int i = 0; i < axes.Length; i++) dims[axes[i]] = factor.Shape[i];
        return Ops.Reshape(factor, new Shape(dims));
    }
}
