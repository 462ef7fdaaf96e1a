using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Adds sequences up where they overlap.</summary>
internal static class OverlapAddKernel
{
    /// <summary><c>y[b, s · stride + i] += x[b, s, i]</c>, from 0; elements beyond <paramref name="row"/> are dropped.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int sequences, int size, int stride, int row) where T : unmanaged, INumber<T> =>
        WorkerPool.Run(y.Length / row * Elementwise.Pieces(row), new Pieces<T>(x, y, sequences, size, stride, row));

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, Span<T> y, int sequences, int size, int stride, int row) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        /// <summary>A stretch of one row: every sequence that reaches into it, in order.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int batch, int part) = Math.DivRem(piece, Elementwise.Pieces(row));
            (int start, int count) = Elementwise.PieceRange(part, row).GetOffsetAndLength(row);
            Span<T> sum = _y.Slice(batch * row + start, count);
            sum.Clear();
            int first = Math.Max(0, (start - size) / stride), last = Math.Min(sequences - 1, (start + count - 1) / stride);
            for (int s = first; s <= last; s++)
            {
                int from = Math.Max(start, s * stride), to = Math.Min(start + count, s * stride + size);
                if (from >= to) continue;
                Span<T> target = sum.Slice(from - start, to - from);
                TensorPrimitives.Add(target, _x.Slice((batch * sequences + s) * size + from - s * stride, to - from), target);
            }
        }
    }
}
