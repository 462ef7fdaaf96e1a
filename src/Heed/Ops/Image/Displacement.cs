using Heed.Kernels;

namespace Heed;

/// <summary>Random, smooth displacements of pixels: white noise, blurred.</summary>
internal static class Displacement
{
    /// <summary>Where each pixel of a batch is taken from: (B, 2, H, W), y before x.</summary>
    /// <param name="batch">How many images.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="alpha">The factor of the displacements.</param>
    /// <param name="sigma">The standard deviation of the noise and of the blur, in pixels.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="key">The same key gives the same places.</param>
    public static Tensor Places(int batch, int height, int width, double alpha, double sigma, DType dtype, RandomKey key)
    {
        Tensor noise = Ops.RandomNormal([batch, 2, height, width], 0, 1, dtype, key) * sigma;
        Tensor smooth = sigma == 0 ? noise : new ResampleOp(Gaussian(height, sigma), Gaussian(width, sigma), DataFormat.ChannelsFirst).Apply(noise);
        Tensor rows = Ops.Reshape(Ops.Arange(0.0, height, 1, dtype), [height, 1]), columns = Ops.Arange(0.0, width, 1, dtype);
        Tensor still = Ops.Stack([Ops.BroadcastTo(rows, [height, width]), Ops.BroadcastTo(columns, [height, width])], 0);
        return smooth * alpha + still;
    }

    /// <summary>A bell curve of at least one pixel, of ⌊6σ⌋ | 1 in all; zeros beyond the edges.</summary>
    private static AxisWeights Gaussian(int length, double sigma)
    {
        int size = (int)(6 * sigma) | 1, half = size / 2;
        double[] bell = [.. Enumerable.Range(-half, size).Select(x => Math.Exp(-0.5 * x * x / (sigma * sigma)))];
        double sum = bell.Sum();
        return AxisWeights.Of(length, length, o =>
        {
            int first = Math.Max(0, o - half), end = Math.Min(length, o + half + 1);
            return (first, [.. Enumerable.Range(first, end - first).Select(i => bell[i - o + half] / sum)]);
        });
    }
}
