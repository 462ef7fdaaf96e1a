using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Numbers counted, or noted, in bins: y[o, j, c] = how many of x[o, :, j] are c. What is no bin is left out.</summary>
internal static class BinCount
{
    private const int PieceLength = 16384;

    /// <summary>Counts, or notes which occur.</summary>
    /// <param name="x">Blocks of <paramref name="length"/> × <paramref name="inner"/> numbers.</param>
    /// <param name="y">Blocks of <paramref name="inner"/> × <paramref name="bins"/>.</param>
    /// <param name="length">How many numbers share a row of bins.</param>
    /// <param name="inner">Rows of bins in a block.</param>
    /// <param name="bins">Bins in a row.</param>
    /// <param name="binary">Note an occurrence as 1, however often.</param>
    public static void Run<T>(ReadOnlySpan<long> x, Span<T> y, int length, int inner, int bins, bool binary) where T : unmanaged, INumber<T>
    {
        if (y.IsEmpty) return;
        Pieces<T> pieces = new(x, y, length, inner, bins, binary);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>A piece is a group of blocks.</summary>
    private readonly ref struct Pieces<T>(ReadOnlySpan<long> x, Span<T> y, int length, int inner, int bins, bool binary) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<long> _x = x;
        private readonly Span<T> _y = y;
        private readonly int _blocks = y.Length / (inner * bins), _blocksPerPiece = (int)Math.Max(1, PieceLength / ((long)inner * (length + bins)));

        public int Count => (_blocks + _blocksPerPiece - 1) / _blocksPerPiece;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int end = (int)Math.Min(_blocks, (piece + 1L) * _blocksPerPiece);
            for (int block = piece * _blocksPerPiece; block < end; block++)
            {
                Span<T> counts = _y.Slice(block * inner * bins, inner * bins);
                ReadOnlySpan<long> numbers = _x.Slice(block * length * inner, length * inner);
                counts.Clear();
                for (int i = 0, at = 0; i < length; i++)
                    for (int j = 0; j < inner; j++, at++)
                    {
                        long bin = numbers[at];
                        if ((ulong)bin >= (ulong)bins) continue;
                        ref T count = ref counts[j * bins + (int)bin];
                        count = binary ? T.One : count + T.One;
                    }
            }
        }
    }
}
