using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Reads an array along arbitrary strides and writes it densely: broadcasting, slicing, transposing, flipping are all this.</summary>
internal static class StridedCopy
{
    /// <param name="x">The source.</param>
    /// <param name="offset">Where in the source the first element lies.</param>
    /// <param name="strides">How far apart neighbours along each axis of the result lie in the source; 0 repeats, a negative one flips.</param>
    /// <param name="y">The result, dense.</param>
    /// <param name="dims">The result's lengths.</param>
    public static void Run<T>(ReadOnlySpan<T> x, int offset, ReadOnlySpan<int> strides, Span<T> y, ReadOnlySpan<int> dims)
    {
        Debug.Assert(strides.Length == dims.Length);
        if (y.Length == 0) return;
        Span<int> mergedDims = stackalloc int[dims.Length + 1], mergedStrides = stackalloc int[dims.Length + 1];
        int rank = Merge(dims, strides, mergedDims, mergedStrides);
        Span<StridedAxis> axes = stackalloc StridedAxis[rank + 1];
        axes[0] = new(1, 0, 0);     // a single row has a neighbour axis, too
        for (int axis = rank - 1, to = 1; axis >= 0; to *= mergedDims[axis--]) axes[axis + 1] = new(mergedDims[axis], mergedStrides[axis], to);

        int column = mergedStrides[rank - 1] is 0 or 1 ? -1 : mergedStrides[..(rank - 1)].LastIndexOf(1);
        if (column >= 0) (axes[column + 1], axes[rank - 1]) = (axes[rank - 1], axes[column + 1]);
        else axes[1..rank].Sort(static (x, y) => Math.Abs(y.From).CompareTo(Math.Abs(x.From)));
        StridedPieces<T> pieces = new(x, offset, y, axes, isTurned: column >= 0);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>Joins neighbouring axes that lie in the source as one, and drops those of length 1; at least one is left.</summary>
    private static int Merge(ReadOnlySpan<int> dims, ReadOnlySpan<int> strides, Span<int> mergedDims, Span<int> mergedStrides)
    {
        int rank = 0;
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (dims[axis] == 1) continue;
            if (rank > 0 && mergedStrides[rank - 1] == strides[axis] * dims[axis])
                (mergedDims[rank - 1], mergedStrides[rank - 1]) = (mergedDims[rank - 1] * dims[axis], strides[axis]);
            else
                (mergedDims[rank], mergedStrides[rank++]) = (dims[axis], strides[axis]);
        }
        if (rank > 0) return rank;
        (mergedDims[0], mergedStrides[0]) = (1, 1);
        return 1;
    }
}

/// <summary>An axis of the result, and how far apart its neighbours lie in the source and in the result.</summary>
internal readonly record struct StridedAxis(int Length, int From, int To);
