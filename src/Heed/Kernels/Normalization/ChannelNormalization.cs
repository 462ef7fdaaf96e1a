using System.Numerics;

namespace Heed.Kernels;

/// <summary>Batch and group normalization: groups of channels share mean and variance, every channel has a factor and a summand.</summary>
/// <remarks>
/// Pieces find the statistics of their rows, which are then put together in order (Chan, Golub and LeVeque 1979); a second pass scales.
/// Empty gamma and beta stand for 1 and 0. Mean and variance hold a number for each group of each sample.
/// </remarks>
internal static class ChannelNormalization
{
    /// <summary>y = gamma (x − mean) / √(variance + ε) + beta; also gives mean and variance.</summary>
    public static void Forward<T>(ChannelShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, T epsilon, Span<T> y, Span<T> mean, Span<T> variance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Statistics(shape, x, mean, variance);
        using Scratch<T> means = new(shape.Samples * shape.Channels), scales = new(means.Length), offsets = new(means.Length);
        for (int i = 0; i < means.Length; i++)
        {
            int channel = i % shape.Channels, group = i / shape.GroupWidth;      // groups of all samples lie side by side
            T inverse = T.One / T.Sqrt(variance[group] + epsilon);
            means.Span[i] = mean[group];
            scales.Span[i] = gamma.IsEmpty ? inverse : inverse * gamma[channel];
            offsets.Span[i] = beta.IsEmpty ? T.Zero : beta[channel];
        }
        Scale(shape, x, means.Span, scales.Span, offsets.Span, y);
    }

    /// <summary>y = (x − mean) scale + offset, with numbers for each channel of each sample.</summary>
    public static void Scale<T>(ChannelShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> scale, ReadOnlySpan<T> offset, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        WorkerPool.Run(shape.Pieces, new ChannelMapPieces<T, ChannelScale>(shape, x, x, new() { Mean = mean, A = scale, B = offset, C = offset }, y));

    /// <summary>The gradients of <see cref="Forward"/>: with n = (x − mean) / √(variance + ε), dx = (γ dy − mean γ dy − n · mean γ dy n) / √(variance + ε).</summary>
    public static void Backward<T>(ChannelShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, T epsilon, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance,
                                   ReadOnlySpan<T> dy, Span<T> dx, Span<T> dgamma, Span<T> dbeta) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = shape.GroupWidth;
        using Scratch<T> means = new(shape.Samples * shape.Channels), sums = new(means.Length), products = new(means.Length), a = new(means.Length);
        for (int i = 0; i < means.Length; i++) means.Span[i] = mean[i / width];
        Slopes(shape, x, dy, means.Span, sums.Span, products.Span);

        dgamma.Clear();
        dbeta.Clear();
        T count = T.CreateTruncating(shape.ChannelLength * width);
        for (int group = 0; group < mean.Length; group++)
        {
            T inverse = T.One / T.Sqrt(variance[group] + epsilon), sum = T.Zero, product = T.Zero;
            for (int i = group * width; i < (group + 1) * width; i++)
            {
                int channel = i % shape.Channels;
                T factor = gamma.IsEmpty ? T.One : gamma[channel];
                sum += factor * sums.Span[i];
                product += factor * products.Span[i];
                dgamma[channel] += inverse * products.Span[i];
                dbeta[channel] += sums.Span[i];
                a.Span[i] = inverse * factor;
            }
            products.Span.Slice(group * width, width).Fill(inverse * inverse * inverse * product / count);
            sums.Span.Slice(group * width, width).Fill(inverse * sum / count);
        }
        WorkerPool.Run(shape.Pieces, new ChannelMapPieces<T, ChannelSlope>(shape, x, dy, new() { Mean = means.Span, A = a.Span, B = products.Span, C = sums.Span }, dx));
    }

    /// <summary>For each channel of each sample, Σ dy and Σ dy (x − mean).</summary>
    public static void Slopes<T>(ChannelShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ReadOnlySpan<T> mean, Span<T> sums, Span<T> products)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = shape.Channels;
        using Scratch<T> partSums = new(shape.Pieces * channels), partProducts = new(partSums.Length);
        WorkerPool.Run(shape.Pieces, new ChannelSlopePieces<T>(shape, x, dy, mean, partSums.Span, partProducts.Span));
        sums.Clear();
        products.Clear();
        for (int piece = 0; piece < shape.Pieces; piece++)
        {
            int at = shape.Rows(piece).Sample * channels;
            ReadOnlySpan<T> partSum = partSums.Span.Slice(piece * channels, channels), partProduct = partProducts.Span.Slice(piece * channels, channels);
            ChannelLoops.Add<T, ChannelSum>(1, partSum, partSum, partSum, sums.Slice(at, channels));
            ChannelLoops.Add<T, ChannelSum>(1, partProduct, partProduct, partProduct, products.Slice(at, channels));
        }
    }

    /// <summary>Mean and variance of each group of each sample.</summary>
    private static void Statistics<T>(ChannelShape shape, ReadOnlySpan<T> x, Span<T> mean, Span<T> variance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = shape.Channels, width = shape.GroupWidth;
        using Scratch<T> means = new(shape.Pieces * channels), squares = new(means.Length);
        WorkerPool.Run(shape.Pieces, new ChannelStatisticPieces<T>(shape, x, means.Span, squares.Span));

        T count = T.CreateTruncating(shape.ChannelLength * width);
        mean.Clear();
        variance.Clear();
        for (int piece = 0; piece < shape.Pieces; piece++)
        {
            var (sample, from, to) = shape.Rows(piece);
            T weight = T.CreateTruncating((to - from) * shape.Inner);
            for (int group = 0; group < shape.Groups; group++)
                foreach (T part in means.Span.Slice(piece * channels + group * width, width)) mean[sample * shape.Groups + group] += part * weight;
        }
        for (int group = 0; group < mean.Length; group++) mean[group] /= count;
        for (int piece = 0; piece < shape.Pieces; piece++)
        {
            var (sample, from, to) = shape.Rows(piece);
            T weight = T.CreateTruncating((to - from) * shape.Inner);
            for (int group = 0; group < shape.Groups; group++)
            {
                int target = sample * shape.Groups + group, at = piece * channels + group * width;
                for (int i = at; i < at + width; i++)
                    variance[target] += squares.Span[i] + (means.Span[i] - mean[target]) * (means.Span[i] - mean[target]) * weight;
            }
        }
        for (int group = 0; group < mean.Length; group++) variance[group] /= count;
    }
}
