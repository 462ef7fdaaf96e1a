using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Attention without a matrix of scores: y = softmax(scale · q kᵀ, masked) v, and its gradients, in memory of the size of the inputs.</summary>
/// <remarks>
/// Dao et al. 2022, arXiv:2205.14135, and Milakov and Gimelshein 2018, arXiv:1805.02867. The bits of a row depend on that query, its keys and values only,
/// not on the batch or the number of threads. <see cref="AttentionReference"/> says what is computed.
/// </remarks>
internal static unsafe class AttentionKernel
{
    /// <summary>Scores are kept in units of log 2, where powers are cheap.</summary>
    public const double Log2E = 1.4426950408889634;

    /// <summary>Multiplications and additions that are worth handing to another thread.</summary>
    public const long PieceWork = 1 << 18;

    private const long ParallelWork = 1 << 20;

    /// <summary>The outputs, and if asked for what the gradients need.</summary>
    /// <param name="s">Sizes and manner.</param>
    /// <param name="query">(Batch, Heads, Queries, Width) or with the heads inside.</param>
    /// <param name="key">(Batch, KeyHeads, Keys, Width).</param>
    /// <param name="value">(Batch, KeyHeads, Keys, ValueWidth).</param>
    /// <param name="mask">True keeps; laid out as <see cref="AttentionShape.Mask"/> says; empty: all is kept.</param>
    /// <param name="queryMask">(Batch, Queries), false hides all keys from a query; empty: none is hidden.</param>
    /// <param name="output">(Batch, Heads, Queries, ValueWidth).</param>
    /// <param name="statistics">(Batch, Heads, Queries, 2), or empty.</param>
    public static void Forward<T>(in AttentionShape s, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, ReadOnlySpan<bool> mask, ReadOnlySpan<bool> queryMask,
        Span<T> output, Span<T> statistics)
        where T : unmanaged, INumber<T>
    {
        Check(s, query, key, value, output, statistics);
        if (output.IsEmpty) return;
        fixed (T* q = query, k = key, v = value, y = output, stats = statistics)
        fixed (bool* m = mask, qm = queryMask)
        {
            ForwardWork<T> work = new(new() { Shape = s, Query = q, Key = k, Value = v, Mask = m, QueryMask = qm, Output = y, Statistics = stats });
            Widths.Run<T, ForwardWork<T>>(in work);
        }
    }

    /// <summary>The gradients of all inputs.</summary>
    /// <param name="s">As in <see cref="Forward"/>.</param>
    /// <param name="query">As in <see cref="Forward"/>.</param>
    /// <param name="key">As in <see cref="Forward"/>.</param>
    /// <param name="value">As in <see cref="Forward"/>.</param>
    /// <param name="mask">As in <see cref="Forward"/>.</param>
    /// <param name="queryMask">As in <see cref="Forward"/>.</param>
    /// <param name="output">What <see cref="Forward"/> gave.</param>
    /// <param name="statistics">What <see cref="Forward"/> kept.</param>
    /// <param name="outputGradient">The gradient of a loss by the output.</param>
    /// <param name="queryGradient">Receives the gradient by the queries.</param>
    /// <param name="keyGradient">Receives the gradient by the keys.</param>
    /// <param name="valueGradient">Receives the gradient by the values.</param>
    public static void Backward<T>(in AttentionShape s, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, ReadOnlySpan<bool> mask,
        ReadOnlySpan<bool> queryMask, ReadOnlySpan<T> output, ReadOnlySpan<T> statistics, ReadOnlySpan<T> outputGradient, Span<T> queryGradient, Span<T> keyGradient, Span<T> valueGradient)
        where T : unmanaged, INumber<T>
    {
        Check(s, query, key, value, output, statistics);
        if (s.Keys == 0 || output.IsEmpty)
        {
            queryGradient.Clear();
            keyGradient.Clear();
            valueGradient.Clear();
            return;
        }
        fixed (T* q = query, k = key, v = value, y = output, stats = statistics, dy = outputGradient, dq = queryGradient, dk = keyGradient, dv = valueGradient)
        fixed (bool* m = mask, qm = queryMask)
        {
            BackwardWork<T> work = new(new()
            {
                Shape = s,
                Query = q,
                Key = k,
                Value = v,
                Mask = m,
                QueryMask = qm,
                Output = y,
                Statistics = stats,
                OutputGradient = dy,
                QueryGradient = dq,
                KeyGradient = dk,
                ValueGradient = dv,
            });
            Widths.Run<T, BackwardWork<T>>(in work);
        }
    }

    [Conditional("DEBUG")]
    private static void Check<T>(in AttentionShape s, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, ReadOnlySpan<T> output, ReadOnlySpan<T> statistics)
    {
        int rows = s.Batch * s.Heads * s.Queries, keys = s.Batch * s.KeyHeads * s.Keys;
        Debug.Assert(s.KeyHeads > 0 && s.Heads % s.KeyHeads == 0 && query.Length == rows * s.Width && output.Length == rows * s.ValueWidth);
        Debug.Assert(key.Length == keys * s.Width && value.Length == keys * s.ValueWidth && (statistics.IsEmpty || statistics.Length == 2 * rows));
    }

    private readonly struct ForwardWork<T>(AttentionTask<T> task) : IWidthWork<T> where T : unmanaged, INumber<T>
    {
        public void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T> => AttentionForward<T, TVector, TWidth>.Run(task);
    }

    private readonly struct BackwardWork<T>(AttentionTask<T> task) : IWidthWork<T> where T : unmanaged, INumber<T>
    {
        public void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T> => AttentionBackward<T, TVector, TWidth>.Run(task);
    }

    /// <summary>Runs pieces on all threads if the work is worth it.</summary>
    public static void Share<TBody>(long work, int pieces, in TBody body) where TBody : struct, IPieces
    {
        if (work >= ParallelWork) WorkerPool.Run(pieces, body);
        else for (int i = 0; i < pieces; i++) body.Run(i);
    }

    /// <summary>The next address at which a cache line begins.</summary>
    public static T* Align<T>(T* address) where T : unmanaged => (T*)(((nuint)address + 63) & ~(nuint)63);

    /// <summary>A number as float or double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Number<T>(double x) where T : unmanaged => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)x) : Unsafe.BitCast<double, T>(x);

    /// <summary>A float or double as number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Double<T>(T x) where T : unmanaged => typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(x) : Unsafe.BitCast<T, double>(x);
}
