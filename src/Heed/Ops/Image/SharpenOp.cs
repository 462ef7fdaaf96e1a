using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = x + w · (mean of the neighbourhood − x), kept within a range, w (B)      those of the same by other ops</summary>
internal sealed class SharpenOp(double lower, double upper, DataFormat format) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4 && x[1].Shape.Rank == 1, "images of rank 4 and a number for each", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) Run<double>(x, y);
        else Run<float>(x, y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => ComposedGradient.Of(saved, dy, Compose);

    private Tensor Compose(Tensor[] x)
    {
        ImageShape image = ImageShape.Of(x[0].Shape, format);
        AxisWeights rows = Three(image.Height), columns = Three(image.Width);
        DType wide = Wide(x[0].DType);
        Tensor sums = new ResampleOp(rows, columns, format).Apply(x[0].Cast(wide)).Cast(x[0].DType);
        Tensor mean = sums * (1.0 / 13) + x[0] * (4.0 / 13), amounts = Ops.Reshape(x[1], [Dim.Unknown, 1, 1, 1]);
        return Ops.Clip(x[0] + amounts * (mean - x[0]), lower, upper);
    }

    /// <summary>Sums of three neighbours.</summary>
    private static AxisWeights Three(int length) => AxisWeights.Of(length, length, o =>
        (Math.Max(0, o - 1), [.. Enumerable.Repeat(1.0, Math.Min(length, o + 2) - Math.Max(0, o - 1))]));

    private void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged, INumber<T>
    {
        if (y.Length == 0) return;
        ImageShape image = ImageShape.Of(y.Shape, format);
        SharpenKernel.Run(x[0].AsSpan<T>(), y.Writable<T>(), x[1].AsSpan<T>(), image.Height, image.Width * image.Inner, image.Inner, T.CreateSaturating(lower), T.CreateSaturating(upper));
    }
}
