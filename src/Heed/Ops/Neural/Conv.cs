using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The convolution (in fact the cross-correlation) of images or sequences with a kernel, over one, two or three spatial axes.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; floating point.</param>
    /// <param name="kernel">(spatial lengths, C / groups, filters); if C is a multiple of its second-last length, channels and filters fall into as many groups.</param>
    /// <param name="strides">Inputs from one output to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <param name="padding">What lies around the input.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <returns>(B, …, filters), or (B, filters, …).</returns>
    /// <exception cref="ShapeException">The ranks, channels or filters do not fit, or the output would be empty.</exception>
    /// <exception cref="ArgumentException">A stride or rate is below 1, or there are too few or too many.</exception>
    /// <remarks>Keras: <c>keras.ops.conv</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Conv(Tensor inputs, Tensor kernel, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null, Lengths? dilationRate = null) =>
        Conv(inputs, kernel, bias: null, relu: false, strides, padding, dataFormat, dilationRate);

    /// <summary>The same with a bias (filters), and max(y, 0) if asked for, in one pass.</summary>
    internal static Tensor Conv(Tensor inputs, Tensor kernel, Tensor? bias, bool relu, Lengths? strides, Padding padding, DataFormat? dataFormat, Lengths? dilationRate)
    {
        ChannelsLast.RequireImages(nameof(Conv), inputs, kernel);
        int rank = inputs.Rank - 2;
        var rule = new PaddingRule(padding, (strides ?? 1).Of(rank, nameof(Conv), nameof(strides)), (dilationRate ?? 1).Of(rank, nameof(Conv), nameof(dilationRate)));
        DType type = Promotion.Of(inputs, kernel);
        return ChannelsLast.Around(inputs.Cast(type), dataFormat, x => bias is null
            ? new ConvOp(rule, relu).Apply(x, kernel.Cast(type))
            : new ConvOp(rule, relu).Apply(x, kernel.Cast(type), bias.Cast(type)));
    }
}

/// <summary>y = x ∗ w + b, or max(that, 0)      dx = dy ∗ᵀ w, dw = Σ x · dy, db = Σ dy, where dy counts only where y &gt; 0 if negative results became 0</summary>
internal sealed class ConvOp(ConvRule rule, bool relu = false) : ConvolutionOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape image = RequireImages(x), kernel = x[1].Shape;
        Dim channels = image[^1], share = kernel[^2], filters = kernel[^1];
        if (channels.IsKnown && share.IsKnown && filters.IsKnown)
            Expect(share.Value > 0 && channels.Value >= share.Value && channels.Value % share.Value == 0 && filters.Value % (channels.Value / share.Value) == 0,
                "channels that are a multiple of the kernel's, and filters that are a multiple of the groups", x);
        Expect(x.Length < 3 || x[2].Shape.IsCompatibleWith([filters]), "a bias (filters)", x);
        var spatial = new Dim[rule.Rank];
        for (int i = 0; i < spatial.Length; i++)
        {
            if (!image[i + 1].IsKnown || !kernel[i].IsKnown) continue;
            spatial[i] = rule.Axis(i, image[i + 1].Value, kernel[i].Value).Output;
            Expect(spatial[i] != 0 || image[i + 1].Value == 0 && rule is not PaddingRule, "an output of at least one element along every axis", x);
        }
        return new([image[0], .. spatial, filters], x[0].DType);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        ConvKernel.Forward(Geometry(x[0].Shape, x[1].Shape), x[0].AsSpan<T>(), x[1].AsSpan<T>(), x.Length > 2 ? x[2].AsSpan<T>() : default, relu, y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        (Tensor x, Tensor kernel) = (saved.Inputs[0], saved.Inputs[1]);
        if (relu) dy = Masked(saved.Output, dy);
        ConvAxis[] axes = rule.Axes(x.Shape[1..^1], kernel.Shape[..^2]);
        Tensor? dx = saved.Needs(0) ? new ConvInputGradientOp(new FixedRule(axes), x.Shape[^1]).Apply(dy, kernel) : null;
        Tensor? dw = saved.Needs(1) ? new ConvKernelGradientOp(axes, kernel.Shape[^2]).Apply(x, dy) : null;
        if (saved.Inputs.Length == 2) return [dx, dw];
        return [dx, dw, saved.Needs(2) ? Ops.Sum(dy, [.. Enumerable.Range(0, dy.Rank - 1)]) : null];
    }

    private ConvShape Geometry(Shape x, Shape kernel) => GeometryOf(x[0], x[^1], kernel, rule.Axes(x[1..^1], kernel[..^2]));

    /// <summary>dy where y &gt; 0, else 0: in one pass, unless a tape records.</summary>
    private static Tensor Masked(Tensor y, Tensor dy)
    {
        if (Tape.IsAnyRecording || dy.DType is not (DType.Float32 or DType.Float64)) return dy * (y > 0).Cast(dy.DType);
        Tensor masked = Tensor.Allocate(dy.Shape, dy.DType);
        if (dy.DType == DType.Float32) Elementwise.Map3<float, ReluOp>(y.AsSpan<float>(), y.AsSpan<float>(), dy.AsSpan<float>(), masked.Writable<float>());
        else Elementwise.Map3<double, ReluOp>(y.AsSpan<double>(), y.AsSpan<double>(), dy.AsSpan<double>(), masked.Writable<double>());
        return masked;
    }
}
