using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Products with a vector: what they take is reading the matrix once, in the order of memory.</summary>
internal static unsafe class GemmVector<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int RowsAtOnce = 64;        // of a tall matrix, as a piece
    private const int ColumnsAtOnce = 256;    // of a wide one
    private const long ParallelWork = 1 << 18;    // an element takes the time of reading it, so two threads pay sooner than for a matrix

    /// <summary>y = x · B or y += x · B, with B (K, N); slices and order of each sum are those of the tiles, so the bits are too.</summary>
    public static void RowTimes(T* x, T* b, nint bRow, T* y, int n, int k, bool accumulate) =>
        Gemm.Share(2L * n * k, (n + ColumnsAtOnce - 1) / ColumnsAtOnce, new Columns { X = x, B = b, BRow = bRow, Y = y, N = n, K = k, Accumulate = accumulate }, ParallelWork);

    /// <summary>y[i · step] (+)= A[i, …] · x, with A (M, K); a sum has four vectors of parts.</summary>
    public static void TimesColumn(T* a, nint aRow, T* x, T* y, nint step, int m, int k, bool accumulate) =>
        Gemm.Share(2L * m * k, (m + RowsAtOnce - 1) / RowsAtOnce, new Rows { A = a, ARow = aRow, X = x, Y = y, Step = step, M = m, K = k, Accumulate = accumulate }, ParallelWork);

    private struct Columns : IPieces
    {
        public T* X, B, Y;
        public nint BRow;
        public int N, K;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int piece)
        {
            int first = piece * ColumnsAtOnce, n = Math.Min(ColumnsAtOnce, N - first), depth = Gemm.Depth<T>(K);
            T* sums = stackalloc T[ColumnsAtOnce];
            T* y = Y + first;
            int p = 0;
            do    // once even if K is 0
            {
                new Span<T>(sums, n).Clear();
                Slice(X + p, B + p * BRow + first, BRow, sums, n, Math.Min(depth, K - p));
                bool add = Accumulate || p > 0;
                for (int j = 0; j < n; j++) y[j] = add ? Gemm.Plus(y[j], sums[j]) : sums[j];
                p += depth;
            } while (p < K);
        }
    }

    /// <summary>Four rows of B at a time, from left to right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slice(T* x, T* b, nint bRow, T* y, int n, int depth)
    {
        for (; depth >= 4; depth -= 4, x += 4, b += 4 * bRow)
        {
            TVector x0 = TWidth.Broadcast(x[0]), x1 = TWidth.Broadcast(x[1]), x2 = TWidth.Broadcast(x[2]), x3 = TWidth.Broadcast(x[3]);
            T* b1 = b + bRow, b2 = b1 + bRow, b3 = b2 + bRow;
            nint ahead = depth > 4 ? 4 * bRow : 0;
            int j = 0;
            for (; j + 2 * TWidth.Count <= n; j += 2 * TWidth.Count)
            {
                Prefetch(b + j + ahead);
                Prefetch(b1 + j + ahead);
                Prefetch(b2 + j + ahead);
                Prefetch(b3 + j + ahead);
                TVector left = TWidth.MultiplyAdd(x0, TWidth.Load(b + j), TWidth.Load(y + j));
                TVector right = TWidth.MultiplyAdd(x0, TWidth.Load(b + j + TWidth.Count), TWidth.Load(y + j + TWidth.Count));
                left = TWidth.MultiplyAdd(x1, TWidth.Load(b1 + j), left);
                right = TWidth.MultiplyAdd(x1, TWidth.Load(b1 + j + TWidth.Count), right);
                left = TWidth.MultiplyAdd(x2, TWidth.Load(b2 + j), left);
                right = TWidth.MultiplyAdd(x2, TWidth.Load(b2 + j + TWidth.Count), right);
                TWidth.Store(TWidth.MultiplyAdd(x3, TWidth.Load(b3 + j), left), y + j);
                TWidth.Store(TWidth.MultiplyAdd(x3, TWidth.Load(b3 + j + TWidth.Count), right), y + j + TWidth.Count);
            }
            for (; j + TWidth.Count <= n; j += TWidth.Count)
            {
                TVector sum = TWidth.MultiplyAdd(x0, TWidth.Load(b + j), TWidth.Load(y + j));
                sum = TWidth.MultiplyAdd(x1, TWidth.Load(b1 + j), sum);
                sum = TWidth.MultiplyAdd(x2, TWidth.Load(b2 + j), sum);
                TWidth.Store(TWidth.MultiplyAdd(x3, TWidth.Load(b3 + j), sum), y + j);
            }
            for (; j < n; j++) y[j] = MultiplyAdd(x[3], b3[j], MultiplyAdd(x[2], b2[j], MultiplyAdd(x[1], b1[j], MultiplyAdd(x[0], b[j], y[j]))));
        }
        for (; depth > 0; depth--, x++, b += bRow)
        {
            TVector x0 = TWidth.Broadcast(*x);
            int j = 0;
            for (; j + TWidth.Count <= n; j += TWidth.Count) TWidth.Store(TWidth.MultiplyAdd(x0, TWidth.Load(b + j), TWidth.Load(y + j)), y + j);
            for (; j < n; j++) y[j] = MultiplyAdd(*x, b[j], y[j]);
        }
    }

    /// <summary>The next rows lie pages away, where the processor does not look by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* next)
    {
        if (Sse.IsSupported) Sse.Prefetch0(next);
    }

    private struct Rows : IPieces
    {
        public T* A, X, Y;
        public nint ARow, Step;
        public int M, K;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int piece)
        {
            int end = Math.Min(M, (piece + 1) * RowsAtOnce);
            for (int i = piece * RowsAtOnce; i < end; i++)
            {
                T sum = Dot(A + i * ARow, X, K);
                T* y = Y + i * Step;
                *y = Accumulate ? Gemm.Plus(*y, sum) : sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot(T* a, T* x, int k)
    {
        TVector sum0 = TWidth.Broadcast(default), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int count = TWidth.Count, p = 0;
        for (; p + 4 * count <= k; p += 4 * count)
        {
            sum0 = TWidth.MultiplyAdd(TWidth.Load(a + p), TWidth.Load(x + p), sum0);
            sum1 = TWidth.MultiplyAdd(TWidth.Load(a + p + count), TWidth.Load(x + p + count), sum1);
            sum2 = TWidth.MultiplyAdd(TWidth.Load(a + p + 2 * count), TWidth.Load(x + p + 2 * count), sum2);
            sum3 = TWidth.MultiplyAdd(TWidth.Load(a + p + 3 * count), TWidth.Load(x + p + 3 * count), sum3);
        }
        for (; p + count <= k; p += count) sum0 = TWidth.MultiplyAdd(TWidth.Load(a + p), TWidth.Load(x + p), sum0);
        T sum = TWidth.Sum(TWidth.Add(TWidth.Add(sum0, sum1), TWidth.Add(sum2, sum3)));
        for (; p < k; p++) sum = MultiplyAdd(a[p], x[p], sum);
        return sum;
    }

    /// <summary>One lane of the vectors' operation, so that an element at the end of a row has the bits of one in the middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MultiplyAdd(T x, T y, T z)
    {
        TVector lanes = TWidth.MultiplyAdd(TWidth.Broadcast(x), TWidth.Broadcast(y), TWidth.Broadcast(z));
        return Unsafe.As<TVector, T>(ref lanes);
    }
}
