using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Matrix products: C = A · B or C += A · B, with either operand transposed, alone or in a batch.</summary>
/// <remarks>The bits of a row of C depend on that row of A and on B only, not on the other rows, the batch or the number of threads.</remarks>
internal static unsafe class Gemm
{
    /// <summary>Below so many multiplications and additions, one thread is faster than two.</summary>
    private const long ParallelWork = 1 << 20;

    /// <summary>A slice of K is not longer than so many bytes.</summary>
    private const int DepthBytes = 1280;

    /// <summary>Multiplies. <see cref="GemmReference"/> says what; C must not overlap A or B.</summary>
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, in GemmShape shape) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double)) Run<T, NoEpilogue<T>>(a, b, c, shape, default);
        else GemmReference.Run(a, b, c, shape);
    }

    /// <summary>Multiplies float or double numbers, and changes C by the epilogue as soon as a part of it is finished.</summary>
    public static void Run<T, TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, in GemmShape shape, in TEpilogue epilogue)
        where T : unmanaged where TEpilogue : struct, IGemmEpilogue<T>
    {
        GemmShape s = shape.MergeBatch();
        if (s.M == 0 || s.N == 0 || s.Batch == 0) return;
        Debug.Assert(s.Batch == 1 || s.StrideC != 0);
        fixed (T* pa = a, pb = b, pc = c)
        {
            // A batch of many products has a product as its piece; a few large ones are split inside, one after the other.
            Products<T, TEpilogue> products = new() { A = pa, B = pb, C = pc, Shape = s, Epilogue = epilogue };
            bool together = s.Batch > 1 && s.Work * s.Batch >= ParallelWork && (s.Batch >= 16 || s.Work < 16 * ParallelWork);
            if (together) WorkerPool.Run(s.Batch, products);
            else for (int i = 0; i < s.Batch; i++) products.Run(i);
        }
    }

    /// <summary>C = f(A · B + bias), with a bias for each column; an empty one adds nothing.</summary>
    public static void RunBiased<T, TMap>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, in GemmShape shape)
        where T : unmanaged, INumber<T> where TMap : struct, IMap
    {
        Debug.Assert(bias.Length == 0 || bias.Length == shape.N);
        fixed (T* p = bias)
        {
            if (bias.Length == 0) Run<T, MapEpilogue<T, TMap>>(a, b, c, shape, default);
            else Run(a, b, c, shape, new BiasEpilogue<T, TMap>(p));
        }
    }

    /// <summary>Runs pieces on all threads if the work is worth it.</summary>
    public static void Share<TBody>(long work, int pieces, in TBody body, long atLeast = ParallelWork) where TBody : struct, IPieces
    {
        if (work >= atLeast) WorkerPool.Run(pieces, body);
        else for (int i = 0; i < pieces; i++) body.Run(i);
    }

    /// <summary>The terms of a sum that are added up first: slices of K are about equally long, and depend on K only.</summary>
    public static int Depth<T>(int k) where T : unmanaged
    {
        int most = DepthBytes / sizeof(T), slices = Math.Max(1, (k + most - 1) / most);
        return Math.Max(1, Math.Min(most, ((k + slices - 1) / slices + 7) / 8 * 8));
    }

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Plus<T>(T x, T y) where T : unmanaged => Width1<T>.Add(x, y);

    private struct Products<T, TEpilogue> : IPieces where T : unmanaged where TEpilogue : struct, IGemmEpilogue<T>
    {
        public T* A, B, C;
        public GemmShape Shape;
        public TEpilogue Epilogue;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int i)
        {
            Product<T, TEpilogue> product = new()
            {
                A = A + i * Shape.StrideA,
                B = B + i * Shape.StrideB,
                C = C + i * Shape.StrideC,
                Shape = Shape,
                Epilogue = Epilogue,
            };
            Widths.Run<T, Product<T, TEpilogue>>(in product);
        }
    }

    private struct Product<T, TEpilogue> : IWidthWork<T> where T : unmanaged where TEpilogue : struct, IGemmEpilogue<T>
    {
        public T* A, B, C;
        public GemmShape Shape;
        public TEpilogue Epilogue;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            if (!TryVector<TVector, TWidth>()) GemmBlocks<T, TVector, TWidth, TEpilogue>.Run(A, B, C, Shape, Epilogue);
        }

        /// <summary>Is an operand a vector, and the other one stored so that it is read in order? Strided vectors are copied.</summary>
        private readonly bool TryVector<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            bool isColumn = Shape.N == 1 && (!Shape.TransposeA || Shape.RowC == 1), isRow = Shape.M == 1 && !Shape.TransposeB && !isColumn;
            if (!isColumn && !isRow) return false;
            (bool strided, int row) = isRow ? (Shape.TransposeA, Shape.RowA) : (!Shape.TransposeB, Shape.RowB);
            T* vector = isRow ? A : B;
            bool copies = strided && row != 1;
            using Scratch<T> copy = new(copies ? Shape.K : 0);
            fixed (T* start = copy.Span)
            {
                if (copies)
                {
                    for (int p = 0; p < Shape.K; p++) start[p] = vector[(nint)p * row];
                    vector = start;
                }
                if (isRow) GemmVector<T, TVector, TWidth>.RowTimes(vector, B, Shape.RowB, C, Shape.N, Shape.K, Shape.Accumulate);
                else if (Shape.TransposeA) GemmVector<T, TVector, TWidth>.RowTimes(vector, A, Shape.RowA, C, Shape.M, Shape.K, Shape.Accumulate);
                else GemmVector<T, TVector, TWidth>.TimesColumn(A, Shape.RowA, vector, C, Shape.RowC, Shape.M, Shape.K, Shape.Accumulate);
            }
            if (!TEpilogue.IsNothing) for (int i = 0; i < Shape.M; i++) Epilogue.Run(new Span<T>(C + (nint)i * Shape.RowC, Shape.N), 0);
            return true;
        }
    }
}
