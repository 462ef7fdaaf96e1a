using Heed.Kernels;

namespace Heed;

/// <summary>A convolution or one of its gradients: three ops that are each other's gradients. Floating point, channels last.</summary>
internal abstract class ConvolutionOp : Op
{
    protected sealed override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (x[0].DType == DType.Float64) Run<double>(x, y);
        else Run<float>(x, y);
    }

    /// <summary>Computes the output; <typeparamref name="T"/> is float or double.</summary>
    protected abstract void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged;

    /// <summary>The shape of the images, whose rank must be 3 to 5 and that of the other operand.</summary>
    protected Shape RequireImages(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].DType.IsFloat(), "floating-point numbers", x);
        Expect(x[0].Shape.Rank is >= 3 and <= 5 && x[1].Shape.Rank == x[0].Shape.Rank, "two tensors of the same rank, 3 to 5", x);
        return x[0].Shape;
    }

    /// <summary>All sizes, once they are known.</summary>
    protected static ConvShape GeometryOf(Dim batch, Dim channels, Shape kernel, ConvAxis[] axes) =>
        ConvShape.Of(batch.Value, channels.Value, kernel[^1].Value, channels.Value / kernel[^2].Value, axes);
}
