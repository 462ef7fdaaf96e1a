using Heed.Kernels;

namespace Heed;

/// <summary>dw = Σ x · dy over all pixels      dx = dy ∗ᵀ g, ddy = x ∗ g, where g is the gradient by dw</summary>
internal sealed class ConvKernelGradientOp(ConvAxis[] axes, Dim groupChannels) : ConvolutionOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        RequireImages(x);
        return new([.. axes.Select(axis => (Dim)axis.Taps), groupChannels, x[1].Shape[^1]], x[0].DType);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        ConvKernel.KernelGradient(GeometryOf(x[0].Shape[0], x[0].Shape[^1], y.Shape, axes), x[0].AsSpan<T>(), x[1].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor g)
    {
        (Tensor x, Tensor dy) = (saved.Inputs[0], saved.Inputs[1]);
        return
        [
            saved.Needs(0) ? new ConvInputGradientOp(new FixedRule(axes), x.Shape[^1]).Apply(dy, g) : null,
            saved.Needs(1) ? new ConvOp(new FixedRule(axes)).Apply(x, g) : null,
        ];
    }
}
