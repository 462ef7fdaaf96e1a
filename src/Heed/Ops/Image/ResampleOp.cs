using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = R · x · C, weighted sums along the rows and columns of images      dx = Rᵀ · dy · Cᵀ</summary>
/// <param name="rows">The sums along the rows' axis.</param>
/// <param name="columns">The sums along the columns' axis.</param>
/// <param name="format">Where the channels stand.</param>
/// <remarks>float32 and float64; bytes are computed in float32 and rounded, and have no gradient.</remarks>
internal sealed class ResampleOp(AxisWeights rows, AxisWeights columns, DataFormat format) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].DType is DType.Float32 or DType.Float64 or DType.UInt8, "images of float32, float64 or uint8", x);
        return x[0] with { Shape = ImageShape.Resized(x[0].Shape, rows.Output, columns.Output, format) };
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        ImageShape image = ImageShape.Of(x[0].Shape, format);
        if (x[0].DType == DType.UInt8) ResampleKernel.Run(x[0].AsSpan<byte>(), y.Writable<byte>(), rows, columns, image.Outer, image.Inner);
        else if (x[0].DType == DType.Float32) Run<float>(x[0], y, image);
        else Run<double>(x[0], y, image);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [saved.Input.DType.IsFloat() ? Back(dy, rows, columns, format) : null];

    /// <summary>The gradient, of any floating-point type.</summary>
    internal static Tensor Back(Tensor dy, AxisWeights rows, AxisWeights columns, DataFormat format)
    {
        DType wide = Wide(dy.DType);
        return new ResampleOp(rows.Transposed(), columns.Transposed(), format).Apply(dy.Cast(wide)).Cast(dy.DType);
    }

    private void Run<T>(Tensor x, Tensor y, ImageShape image) where T : unmanaged, INumber<T> =>
        ResampleKernel.Run(x.AsSpan<T>(), y.Writable<T>(), rows, columns, image.Outer, image.Inner);
}
