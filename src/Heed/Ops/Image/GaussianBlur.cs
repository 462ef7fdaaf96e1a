using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Blurs images by weighted means of neighbouring pixels, the weights a bell curve; what lies outside is 0.</summary>
    /// <param name="images">(…, H, W, C) or, with channels first, (…, C, H, W), floating point.</param>
    /// <param name="kernelSize">How many pixels count along a row and along a column, at least 1.</param>
    /// <param name="sigma">The standard deviations of the curve along a row and along a column, above 0, in pixels.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>The same shape and type.</returns>
    /// <exception cref="ShapeException">The rank is neither 3 nor 4.</exception>
    /// <exception cref="ArgumentException">A number is out of range, or the images are not floating point.</exception>
    /// <remarks>The order (row, column) is that of Keras's kernels, whatever its documentation says. Keras: <c>keras.ops.image.gaussian_blur</c>, keras/src/ops/image.py.</remarks>
    public static Tensor GaussianBlur(Tensor images, (int Row, int Column)? kernelSize = null, (double Row, double Column)? sigma = null, DataFormat? dataFormat = null)
    {
        (int row, int column) = kernelSize ?? (3, 3);
        (double rowSigma, double columnSigma) = sigma ?? (1, 1);
        if (row < 1 || column < 1 || !(rowSigma > 0 && columnSigma > 0 && double.IsFinite(rowSigma + columnSigma)))
            throw new ArgumentException(FormattableString.Invariant(
                $"GaussianBlur expects sizes of at least 1 and finite deviations above 0. Received ({row}, {column}) and ({rowSigma}, {columnSigma})."));
        return new GaussianBlurOp((row, column), (rowSigma, columnSigma), dataFormat ?? DataFormat.ChannelsLast).Apply(images);
    }
}

/// <summary>y[i, j] = Σ w[k] · w′[l] · x[i + k, j + l], w and w′ bell curves that sum to 1: a resampling</summary>
internal sealed class GaussianBlurOp((int Row, int Column) size, (double Row, double Column) sigma, DataFormat format) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings =>
        [("kernel_size", new[] { size.Row, size.Column }), ("sigma", new[] { sigma.Row, sigma.Column }), ("data_format", format)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank is 3 or 4, "an image of rank 3 or images of rank 4", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0];
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        if (x[0].Length == 0) return x[0];
        ImageShape image = ImageShape.Of(x[0].Shape, format);
        AxisWeights rows = Curve(image.Height, size.Column, sigma.Column), columns = Curve(image.Width, size.Row, sigma.Row);
        return new ResampleOp(rows, columns, format).Apply(x[0].Cast(Wide(x[0].DType))).Cast(x[0].DType);
    }

    private static AxisWeights Curve(int length, int size, double sigma)
    {
        double[] weights = [.. Enumerable.Range(0, size).Select(i => Math.Exp(-0.5 * Math.Pow((i - (size - 1) / 2.0) / sigma, 2)))];
        double sum = weights.Sum();
        weights = Array.ConvertAll(weights, weight => weight / sum);
        int before = (size - 1) / 2;
        return AxisWeights.Of(length, length, o =>
        {
            int first = Math.Max(0, o - before), end = Math.Min(length, o - before + size);
            return (first, weights[(first - o + before)..(end - o + before)]);
        });
    }
}
