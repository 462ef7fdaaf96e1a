using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>Matrix products: C = A · B or C += A · B, with either operand transposed, alone or in a batch.</summary>
/// <remarks>The bits of a row of C depend on that row of A and on B only, not on the other rows, the batch or the number of threads.</remarks>
internal static unsafe class Gemm
{
    /// <summary>Below so many multiplications and additions, one thread is faster than two.</summary>
    private const long ParallelWork = 1 << 20;

    /// <summary>Multiplies. <see cref="GemmReference"/> says what; C must not overlap A or B.</summary>
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, in GemmShape shape) where T : unmanaged, INumber<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            GemmReference.Run(a, b, c, shape);
            return;
        }
        GemmShape s = shape.MergeBatch();
        if (s.M == 0 || s.N == 0 || s.Batch == 0) return;
        Debug.Assert(s.Batch == 1 || s.StrideC != 0);
        fixed (T* pa = a, pb = b, pc = c)
        {
            // A batch of many products has a product as its piece; a few large ones are split inside, one after the other.
            Products<T> products = new() { A = pa, B = pb, C = pc, Shape = s };
            bool together = s.Batch > 1 && s.Work * s.Batch >= ParallelWork && (s.Batch >= 16 || s.Work < 16 * ParallelWork);
            if (together) WorkerPool.Run(s.Batch, products);
            else for (int i = 0; i < s.Batch; i++) products.Run(i);
        }
    }

    /// <summary>Runs pieces on all threads if the work is worth it.</summary>
    public static void Share<TBody>(long work, int pieces, in TBody body) where TBody : struct, IPieces
    {
        if (work >= ParallelWork) WorkerPool.Run(pieces, body);
        else for (int i = 0; i < pieces; i++) body.Run(i);
    }

    private struct Products<T> : IPieces where T : unmanaged
    {
        public T* A, B, C;
        public GemmShape Shape;

        public readonly void Run(int i)
        {
            Product<T> product = new() { A = A + i * Shape.StrideA, B = B + i * Shape.StrideB, C = C + i * Shape.StrideC, Shape = Shape };
            Widths.Run<T, Product<T>>(in product);
        }
    }

    private struct Product<T> : IWidthWork<T> where T : unmanaged
    {
        public T* A, B, C;
        public GemmShape Shape;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T> => GemmBlocks<T, TVector, TWidth>.Run(A, B, C, Shape);
    }
}
