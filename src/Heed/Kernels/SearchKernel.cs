using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Places of values in an ascending sequence, by halving.</summary>
internal static class SearchKernel
{
    private const int PieceLength = 8192;

    /// <summary>y[i] = how many elements of the sequence are less than x[i], or not greater. NaN goes behind all.</summary>
    /// <param name="ascending">The sequence.</param>
    /// <param name="x">The values.</param>
    /// <param name="y">Their places.</param>
    /// <param name="behindEqual">Count equal elements too?</param>
    public static void Run<T>(ReadOnlySpan<T> ascending, ReadOnlySpan<T> x, Span<int> y, bool behindEqual) where T : unmanaged, INumber<T>
    {
        Pieces<T> pieces = new(ascending, x, y, behindEqual);
        WorkerPool.Run((x.Length + PieceLength - 1) / PieceLength, pieces);
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> ascending, ReadOnlySpan<T> x, Span<int> y, bool behindEqual) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _ascending = ascending, _x = x;
        private readonly Span<int> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            for (int i = piece * PieceLength; i < Math.Min(_x.Length, (piece + 1) * PieceLength); i++) _y[i] = Place(_x[i]);
        }

        private int Place(T value)
        {
            if (T.IsNaN(value)) return _ascending.Length;
            int low = 0, high = _ascending.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (_ascending[middle] < value || (behindEqual && _ascending[middle] == value)) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
