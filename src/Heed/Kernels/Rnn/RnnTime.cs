using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Sequences come and go as (Batch, Steps, ·); inside, all sequences of one time lie together, so that a step reads and writes in order.</summary>
internal static class RnnTime
{
    /// <summary>(Batch, Steps, width) as (Steps, Batch, width): in <paramref name="memory"/>, unless it is the same.</summary>
    public static ReadOnlySpan<T> First<T>(ReadOnlySpan<T> x, Span<T> memory, int batch, int steps, int width)
    {
        if (batch == 1 || steps == 1) return x;
        Swap(x, memory, batch, steps, width);
        return memory;
    }

    /// <summary>y[j, i] = x[i, j] for rows of some width.</summary>
    public static void Swap<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int inner, int width)
    {
        Debug.Assert(x.Length == outer * inner * width && y.Length == x.Length);
        WorkerPool.Run(Elementwise.Pieces(x.Length) == 1 ? Math.Min(inner, 1) : inner, new Rows<T>(x, y, outer, inner, width));
    }

    private readonly ref struct Rows<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int inner, int width) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        /// <summary>A row of the target, or all of a small one.</summary>
        public void Run(int piece)
        {
            int end = Elementwise.Pieces(_x.Length) == 1 ? inner : piece + 1;
            for (int j = piece; j < end; j++)
                for (int i = 0; i < outer; i++) _x.Slice((i * inner + j) * width, width).CopyTo(_y.Slice((j * outer + i) * width, width));
        }
    }
}
