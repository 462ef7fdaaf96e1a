using Heed.Kernels;

namespace Heed;

/// <summary>dx = dy ∗ᵀ w, the transposed convolution      ddy = g ∗ w, dw = Σ g · dy, where g is the gradient by dx</summary>
/// <remarks>The axes are those of the convolution; dy is its output, of which <paramref name="rule"/> is told the lengths.</remarks>
internal sealed class ConvInputGradientOp(ConvRule rule, Dim channels) : ConvolutionOp
{
    public override string KerasName => "ConvTranspose";

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape dy = RequireImages(x), kernel = x[1].Shape;
        Expect(dy[^1] == kernel[^1], "as many channels as the kernel's last axis is long", x);
        var spatial = new Dim[rule.Rank];
        for (int i = 0; i < spatial.Length; i++)
            if (dy[i + 1].IsKnown && kernel[i].IsKnown) spatial[i] = rule.Axis(i, dy[i + 1].Value, kernel[i].Value).Input;
        return new([dy[0], .. spatial, channels], x[0].DType);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => ConvKernel.InputGradient(
        GeometryOf(y.Shape[0], channels, x[1].Shape, Axes(x[0], x[1])), x[0].AsSpan<T>(), x[1].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor g)
    {
        (Tensor dy, Tensor kernel) = (saved.Inputs[0], saved.Inputs[1]);
        ConvAxis[] axes = Axes(dy, kernel);
        return
        [
            saved.Needs(0) ? new ConvOp(new FixedRule(axes)).Apply(g, kernel) : null,
            saved.Needs(1) ? new ConvKernelGradientOp(axes, kernel.Shape[^2]).Apply(g, dy) : null,
        ];
    }

    private ConvAxis[] Axes(Tensor dy, Tensor kernel) => rule.Axes(dy.Shape[1..^1], kernel.Shape[..^2]);
}
