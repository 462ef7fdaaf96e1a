using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Equalizes the histogram of every channel over all images: values that are frequent are spread.</summary>
internal static class EqualizeKernel
{
    private const int CountedAtOnce = 65536, MostCounts = 16;

    /// <summary>Replaces each value by its place in the order of all values of its channel.</summary>
    /// <param name="x">(outer, channels, inner): values that count as 0 to 255.</param>
    /// <param name="y">The same shape.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="inner">Elements of a channel that lie together.</param>
    /// <param name="bins">How many values are told apart, at least 2.</param>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int channels, int inner, int bins) where T : unmanaged, INumber<T>
    {
        using Scratch<int> counts = new(channels * bins);
        using Scratch<T> tables = new(channels * bins);
        Count(x, counts.Span, channels, inner, bins);
        for (int c = 0; c < channels; c++) Table(counts.Span.Slice(c * bins, bins), tables.Span.Slice(c * bins, bins));
        WorkerPool.Run(Elementwise.Pieces(x.Length), new Pieces<T>(x, y, counts.Span, tables.Span, channels, inner, bins));
    }

    /// <summary>1 for each channel all of whose values fall into one bin, and which stays as it is; else 0.</summary>
    public static void Uniform<T>(ReadOnlySpan<T> x, Span<T> y, int channels, int inner, int bins) where T : unmanaged, INumber<T>
    {
        using Scratch<int> counts = new(channels * bins);
        Count(x, counts.Span, channels, inner, bins);
        for (int c = 0; c < channels; c++) y[c] = IsUniform(counts.Span.Slice(c * bins, bins)) ? T.One : T.Zero;
    }

    /// <summary>Histograms: each piece counts for itself, then the counts are added up.</summary>
    private static void Count<T>(ReadOnlySpan<T> x, Span<int> counts, int channels, int inner, int bins) where T : unmanaged, INumber<T>
    {
        int pieces = Math.Clamp(x.Length / CountedAtOnce, 1, MostCounts);
        using Scratch<int> parts = new(pieces * counts.Length);
        parts.Span.Clear();
        WorkerPool.Run(pieces, new CountPieces<T>(x, parts.Span, channels, inner, bins, pieces));
        parts.Span[..counts.Length].CopyTo(counts);
        for (int piece = 1; piece < pieces; piece++)
            System.Numerics.Tensors.TensorPrimitives.Add(counts, parts.Span.Slice(piece * counts.Length, counts.Length), counts);
    }

    private static bool IsUniform(ReadOnlySpan<int> counts) => counts.Length - System.MemoryExtensions.Count(counts, 0) <= 1;

    /// <summary>What each bin becomes: the share of smaller values, times 255, rounded.</summary>
    private static void Table<T>(ReadOnlySpan<int> counts, Span<T> table) where T : unmanaged, INumber<T>
    {
        long first = 0, total = 0, below = 0;
        foreach (int count in counts)
        {
            if (first == 0) first = count;
            total += count;
        }
        double denominator = Math.Max(1, total - first);
        for (int bin = 0; bin < counts.Length; bin++)
        {
            below += counts[bin];
            table[bin] = T.CreateTruncating(Math.Clamp(Math.Round((float)((below - first) * 255) / (float)denominator), 0, 255));
        }
    }

    private static int Bin<T>(T value, int bins) where T : INumber<T> => value >= T.CreateTruncating(bins - 1) ? bins - 1 : value > T.Zero ? int.CreateTruncating(value) : 0;

    private readonly ref struct CountPieces<T>(ReadOnlySpan<T> x, Span<int> counts, int channels, int inner, int bins, int pieces) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<int> _counts = counts;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            Span<int> own = _counts.Slice(piece * channels * bins, channels * bins);
            int start = (int)((long)_x.Length * piece / pieces), end = (int)((long)_x.Length * (piece + 1) / pieces), at = start % inner, channel = start / inner % channels;
            foreach (T value in _x[start..end])
            {
                own[channel * bins + Bin(float.CreateTruncating(value) * (bins - 1) / 255f, bins)]++;
                if (++at < inner) continue;
                at = 0;
                if (++channel == channels) channel = 0;
            }
        }
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<int> counts, ReadOnlySpan<T> tables, int channels, int inner, int bins) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x, _tables = tables;
        private readonly Span<T> _y = y;
        private readonly ReadOnlySpan<int> _counts = counts;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int start, int size) = Elementwise.PieceRange(piece, _x.Length).GetOffsetAndLength(_x.Length);
            Span<bool> stays = channels <= 64 ? stackalloc bool[channels] : new bool[channels];
            for (int c = 0; c < channels; c++) stays[c] = IsUniform(_counts.Slice(c * bins, bins));
            int at = start % inner, channel = start / inner % channels;
            for (int i = start; i < start + size; i++)
            {
                T value = _x[i];
                _y[i] = stays[channel] ? value : _tables[channel * bins + Bin(value / T.CreateTruncating(255) * T.CreateTruncating(bins - 1), bins)];
                if (++at < inner) continue;
                at = 0;
                if (++channel == channels) channel = 0;
            }
        }
    }
}
