using System.Numerics;

namespace Heed.Kernels;

/// <summary>What attention means: the specification of <see cref="AttentionKernel"/>, with a row of scores at a time.</summary>
internal static unsafe class AttentionReference
{
    /// <summary>The outputs.</summary>
    public static void Forward<T>(in AttentionShape s, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, ReadOnlySpan<bool> mask, ReadOnlySpan<bool> queryMask,
        Span<T> output)
        where T : unmanaged, INumber<T>
    {
        fixed (T* q = query, k = key, v = value, y = output)
        fixed (bool* m = mask, qm = queryMask)
        {
            AttentionTask<T> task = new() { Shape = s, Query = q, Key = k, Value = v, Mask = m, QueryMask = qm, Output = y };
            for (int row = 0; row < s.Batch * s.Heads * s.Queries; row++)
                MaskedRow<T>.Forward(task, row / s.Queries / s.Heads, row / s.Queries % s.Heads, row % s.Queries);
        }
    }

    /// <summary>The gradients of all inputs, given that of the output.</summary>
    public static void Backward<T>(in AttentionShape s, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, ReadOnlySpan<bool> mask, ReadOnlySpan<bool> queryMask,
        ReadOnlySpan<T> outputGradient, Span<T> queryGradient, Span<T> keyGradient, Span<T> valueGradient) where T : unmanaged, INumber<T>
    {
        queryGradient.Clear();
        keyGradient.Clear();
        valueGradient.Clear();
        fixed (T* q = query, k = key, v = value, dy = outputGradient, dq = queryGradient, dk = keyGradient, dv = valueGradient)
        fixed (bool* m = mask, qm = queryMask)
        {
            AttentionTask<T> task = new()
            {
                Shape = s,
                Query = q,
                Key = k,
                Value = v,
                Mask = m,
                QueryMask = qm,
                OutputGradient = dy,
                QueryGradient = dq,
                KeyGradient = dk,
                ValueGradient = dv,
            };
            for (int row = 0; row < s.Batch * s.Heads * s.Queries; row++)
                MaskedRow<T>.Backward(task, row / s.Queries / s.Heads, row / s.Queries % s.Heads, row % s.Queries);
        }
    }
}
