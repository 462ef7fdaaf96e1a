using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>Adam's step, in one pass over weights, gradients and both means.</summary>
internal static class AdamKernel
{
    /// <summary>m += (g − m) · mShare, v += (g² − v) · vShare, w −= α · m / (√v + ε); of the largest v so far, if it is kept.</summary>
    public static void Run<T>(Span<T> weight, ReadOnlySpan<T> gradient, Span<T> mean, Span<T> square, Span<T> largest,
                              T alpha, T meanShare, T squareShare, T epsilon) where T : unmanaged, INumber<T>
    {
        Debug.Assert(gradient.Length == weight.Length && mean.Length == weight.Length && square.Length == weight.Length);
        Debug.Assert(largest.IsEmpty || largest.Length == weight.Length);
        WorkerPool.Run(Elementwise.Pieces(weight.Length), new AdamPieces<T>(weight, gradient, mean, square, largest)
        {
            Alpha = new(alpha),
            MeanShare = new(meanShare),
            SquareShare = new(squareShare),
            Epsilon = new(epsilon),
        });
    }
}

/// <summary>The loop of <see cref="AdamKernel"/>.</summary>
internal readonly ref struct AdamPieces<T>(Span<T> weight, ReadOnlySpan<T> gradient, Span<T> mean, Span<T> square, Span<T> largest) : IPieces
    where T : unmanaged, INumber<T>
{
    private readonly Span<T> _weight = weight, _mean = mean, _square = square, _largest = largest;
    private readonly ReadOnlySpan<T> _gradient = gradient;

    public Vector<T> Alpha { get; init; }

    public Vector<T> MeanShare { get; init; }

    public Vector<T> SquareShare { get; init; }

    public Vector<T> Epsilon { get; init; }

    public void Run(int piece)
    {
        (int start, int length) = Elementwise.PieceRange(piece, _weight.Length).GetOffsetAndLength(_weight.Length);
        for (int i = start; i < start + length; i += Vector<T>.Count)
        {
            Vector<T> g = Padded.Load(_gradient[i..]), m = Padded.Load<T>(_mean[i..]), v = Padded.Load<T>(_square[i..]);
            m += (g - m) * MeanShare;
            v += (g * g - v) * SquareShare;
            Padded.Store(m, _mean[i..]);
            Padded.Store(v, _square[i..]);
            if (!_largest.IsEmpty)
            {
                v = Vector.Max(v, Padded.Load<T>(_largest[i..]));
                Padded.Store(v, _largest[i..]);
            }
            Padded.Store(Padded.Load<T>(_weight[i..]) - m * Alpha / (Simd.Sqrt(v) + Epsilon), _weight[i..]);
        }
    }
}
