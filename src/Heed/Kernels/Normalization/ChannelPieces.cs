using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>For every piece, the mean of each channel and the sum of the squared distances from it, by two passes over what is in cache.</summary>
internal readonly ref struct ChannelStatisticPieces<T>(ChannelShape shape, ReadOnlySpan<T> x, Span<T> means, Span<T> squares) : IPieces
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ChannelShape _shape = shape;
    private readonly ReadOnlySpan<T> _x = x;
    private readonly Span<T> _means = means, _squares = squares;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        int length = _shape.RowLength, channels = _shape.Channels;
        var (_, from, to) = _shape.Rows(piece);
        Span<T> mean = _means.Slice(piece * channels, channels), squares = _squares.Slice(piece * channels, channels);
        mean.Clear();
        squares.Clear();
        for (int row = from; row < to; row++)
        {
            ReadOnlySpan<T> x = _x.Slice(row * length, length);
            ChannelLoops.Add<T, ChannelSum>(_shape.Inner, x, x, squares, mean);
        }
        T count = T.CreateTruncating((to - from) * _shape.Inner);
        for (int channel = 0; channel < channels; channel++) mean[channel] /= count;
        for (int row = from; row < to; row++)
        {
            ReadOnlySpan<T> x = _x.Slice(row * length, length);
            ChannelLoops.Add<T, ChannelSquares>(_shape.Inner, x, x, mean, squares);
        }
    }
}

/// <summary>For every piece and channel, Σ dy and Σ dy (x − mean); the means are those of each sample's channels.</summary>
internal readonly ref struct ChannelSlopePieces<T>(ChannelShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ReadOnlySpan<T> mean, Span<T> sums, Span<T> products) : IPieces
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ChannelShape _shape = shape;
    private readonly ReadOnlySpan<T> _x = x, _dy = dy, _mean = mean;
    private readonly Span<T> _sums = sums, _products = products;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        int length = _shape.RowLength, channels = _shape.Channels;
        var (sample, from, to) = _shape.Rows(piece);
        ReadOnlySpan<T> mean = _mean.Slice(sample * channels, channels);
        Span<T> sums = _sums.Slice(piece * channels, channels), products = _products.Slice(piece * channels, channels);
        sums.Clear();
        products.Clear();
        for (int row = from; row < to; row++)
        {
            ReadOnlySpan<T> x = _x.Slice(row * length, length), dy = _dy.Slice(row * length, length);
            ChannelLoops.Add<T, ChannelSum>(_shape.Inner, dy, dy, mean, sums);
            ChannelLoops.Add<T, ChannelProducts>(_shape.Inner, x, dy, mean, products);
        }
    }
}

/// <summary>y = map(x, dy, …) with four numbers for each channel of each sample.</summary>
internal readonly ref struct ChannelMapPieces<T, TMap>(ChannelShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ChannelFactors<T> factors, Span<T> y) : IPieces
    where T : unmanaged, INumber<T> where TMap : struct, IChannelMap
{
    private readonly ChannelShape _shape = shape;
    private readonly ReadOnlySpan<T> _x = x, _dy = dy;
    private readonly ChannelFactors<T> _factors = factors;
    private readonly Span<T> _y = y;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        int length = _shape.RowLength, channels = _shape.Channels;
        var (sample, from, to) = _shape.Rows(piece);
        int at = sample * channels;
        for (int row = from; row < to; row++)
            ChannelLoops.Map<T, TMap>(_shape.Inner, _x.Slice(row * length, length), _dy.Slice(row * length, length),
                _factors.Mean.Slice(at, channels), _factors.A.Slice(at, channels), _factors.B.Slice(at, channels), _factors.C.Slice(at, channels),
                _y.Slice(row * length, length));
    }
}

/// <summary>The numbers of an <see cref="IChannelMap"/>, for every channel of every sample.</summary>
internal ref struct ChannelFactors<T>
{
    public ReadOnlySpan<T> Mean, A, B, C;
}
