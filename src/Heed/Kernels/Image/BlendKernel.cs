using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Weighted means of parts with other parts of the same array.</summary>
internal static class BlendKernel
{
    /// <summary><c>y[i] = w[i] · x[i] + (1 − w[i]) · x[order[i]]</c>, on all threads when parts are long or many.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<int> order, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (x.Length > 0) WorkerPool.Run(order.Length * Elementwise.Pieces(x.Length / order.Length), new Pieces<T>(x, weights, order, y));
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<int> order, Span<T> y) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x, _weights = weights;
        private readonly ReadOnlySpan<int> _order = order;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int length = _x.Length / _order.Length;
            (int i, int part) = Math.DivRem(piece, Elementwise.Pieces(length));
            (int start, int size) = Elementwise.PieceRange(part, length).GetOffsetAndLength(length);
            ReadOnlySpan<T> own = _x.Slice(i * length + start, size), other = _x.Slice(_order[i] * length + start, size);
            Span<T> target = _y.Slice(i * length + start, size);
            Vector<T> weight = new(_weights[i]), rest = new(T.One - _weights[i]);
            ref T x0 = ref MemoryMarshal.GetReference(own), z0 = ref MemoryMarshal.GetReference(other), y0 = ref MemoryMarshal.GetReference(target);
            nuint at = 0, n = (nuint)size, lanes = (nuint)Vector<T>.Count;
            for (; at + lanes <= n; at += lanes) (weight * Vector.LoadUnsafe(ref x0, at) + rest * Vector.LoadUnsafe(ref z0, at)).StoreUnsafe(ref y0, at);
            if (at < n) Padded.Store(weight * Padded.Load(own[(int)at..]) + rest * Padded.Load(other[(int)at..]), target[(int)at..]);
        }
    }
}
