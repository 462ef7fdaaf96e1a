using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Hides from the queries of a tile the keys that they must not see: later ones, and those that a mask with an answer for each query masks.</summary>
internal static unsafe class AttentionHiding<T> where T : unmanaged, INumber<T>
{
    /// <summary>Sets hidden scores to −∞. Is anything hidden?</summary>
    /// <param name="task">The attention.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="batch">Which problem.</param>
    /// <param name="head">Which head of queries.</param>
    /// <param name="query">The first query of the tile.</param>
    /// <param name="rows">Queries of the tile.</param>
    /// <param name="first">The first key of the block, among the kept ones.</param>
    /// <param name="count">Keys of the block.</param>
    /// <param name="scores">(count, stride): a key's scores are side by side.</param>
    /// <param name="stride">Elements from one key to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Apply(in AttentionTask<T> task, in AttentionKeys<T> keys, int batch, int head, int query, int rows, int first, int count, T* scores, nint stride)
    {
        bool hidden = false;
        if (task.Mask != null && !task.Shape.Mask.IsOfKeys) hidden = ByMask(task, batch, head, query, rows, keys.Number(first), count, scores, stride);
        if (!task.Shape.Causal || count == 0 || keys.Number(first + count - 1) <= query) return hidden;
        T nothing = AttentionKernel.Number<T>(double.NegativeInfinity);
        for (int j = Math.Max(0, keys.CountBelow(query + 1) - first); j < count; j++)
            new Span<T>(scores + j * stride, Math.Min(rows, keys.Number(first + j) - query)).Fill(nothing);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ByMask(in AttentionTask<T> task, int batch, int head, int query, int rows, int first, int count, T* scores, nint stride)
    {
        T nothing = AttentionKernel.Number<T>(double.NegativeInfinity);
        nint step = task.Shape.Mask.Key;
        bool hidden = false;
        for (int r = 0; r < rows; r++)
        {
            bool* row = task.MaskRow(batch, head, query + r) + first * step;
            if (step == 1 && !new ReadOnlySpan<bool>(row, count).Contains(false)) continue;
            hidden = true;
            for (int j = 0; j < count; j++)
                if (!row[j * step]) scores[j * stride + r] = nothing;
        }
        return hidden;
    }
}
