using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = γ n + β, n = (x − μ) / √(σ² + ε)      dx = (γ dy − mean γ dy − n · mean γ dy n) / √(σ² + ε), dγ = Σ dy n, dβ = Σ dy</summary>
/// <remarks>
/// μ and σ² are those of groups of channels, in each sample or over the whole batch; they are further outputs, (groups) or (samples, groups),
/// through which no gradient flows.
/// </remarks>
/// <param name="axis">The channels' axis, from 0.</param>
/// <param name="groups">Into how many groups they fall; <see langword="null"/>: each channel is one, and its samples are normalized together.</param>
/// <param name="hasGamma">Is γ the second input?</param>
/// <param name="hasBeta">Is β the last input?</param>
/// <param name="epsilon">Added to the variance.</param>
internal sealed class ChannelNormalizationOp(int axis, int? groups, bool hasGamma, bool hasBeta, double epsilon) : MultiOp
{
    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(axis < shape.Rank, $"an input of rank {axis + 1} or more", x);
        for (int i = 1; i < x.Length; i++) Expect(x[i].Shape.IsCompatibleWith([shape[axis]]), "gamma and beta of as many numbers as there are channels", x);
        TensorSpec statistic = new(groups is { } count ? [shape[0], count] : [shape[axis]], x[0].DType);
        return [x[0], statistic, statistic];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (y[0].DType == DType.Float64) Forward<double>(x, y);
        else Forward<float>(x, y);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        if (Tape.IsAnyRecording) return PlainGradient(saved.Inputs, dy[0]!);
        Tensor[] dx = Array.ConvertAll(saved.Inputs, input => Tensor.Allocate(input.Shape, input.DType));
        if (saved.Input.DType == DType.Float64) Backward<double>(saved, dy[0]!, dx);
        else Backward<float>(saved, dy[0]!, dx);
        return dx;
    }

    private void Forward<T>(ReadOnlySpan<Tensor> x, Tensor[] y) where T : unmanaged, IFloatingPointIeee754<T> => ChannelNormalization.Forward(
        Layout(x[0].Shape), x[0].AsSpan<T>(), hasGamma ? x[1].AsSpan<T>() : default, hasBeta ? x[^1].AsSpan<T>() : default, T.CreateTruncating(epsilon),
        y[0].Writable<T>(), y[1].Writable<T>(), y[2].Writable<T>());

    private void Backward<T>(Saved saved, Tensor dy, Tensor[] dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor[] x = saved.Inputs, y = saved.Outputs;
        ChannelShape layout = Layout(x[0].Shape);
        using Scratch<T> unused = new(layout.Channels);
        ChannelNormalization.Backward(layout, x[0].AsSpan<T>(), hasGamma ? x[1].AsSpan<T>() : default, T.CreateTruncating(epsilon), y[1].AsSpan<T>(), y[2].AsSpan<T>(),
            dy.AsSpan<T>(), dx[0].Writable<T>(), hasGamma ? dx[1].Writable<T>() : unused.Span, hasBeta ? dx[^1].Writable<T>() : unused.Span);
    }

    /// <summary>The gradient in ops, which can be differentiated again.</summary>
    private Tensor?[] PlainGradient(Tensor[] x, Tensor dy)
    {
        using var tape = new Tape();
        foreach (Tensor input in x) tape.Watch(input);
        ChannelShape layout = Layout(x[0].Shape);
        Tensor parts = Ops.Reshape(x[0], [layout.Samples, layout.Outer, layout.Groups, layout.GroupWidth, layout.Inner]);
        int[] averaged = [1, 3, 4];
        Tensor centered = parts - Ops.Mean(parts, averaged, keepDims: true);
        Tensor y = centered * Ops.Rsqrt(Ops.Mean(Ops.Square(centered), averaged, keepDims: true) + epsilon);
        Shape channels = [1, 1, layout.Groups, layout.GroupWidth, 1];
        if (hasGamma) y *= Ops.Reshape(x[1], channels);
        if (hasBeta) y += Ops.Reshape(x[^1], channels);
        return tape.Gradients([Ops.Reshape(y, x[0].Shape)], [dy], x);
    }

    private ChannelShape Layout(Shape shape)
    {
        Lanes lanes = Lanes.Of(shape, axis);
        return groups is not { } count ? new(1, lanes.Outer, lanes.Length, lanes.Inner, lanes.Length)
            : new(shape[0].Value, shape[0].Equals(0) ? 0 : lanes.Outer / shape[0].Value, lanes.Length, lanes.Inner, count);
    }
}
