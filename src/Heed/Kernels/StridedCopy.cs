using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Reads an array along arbitrary strides and writes it densely: broadcasting, slicing, transposing, flipping are all this.</summary>
internal static class StridedCopy
{
    /// <param name="x">The source.</param>
    /// <param name="offset">Where in the source the first element lies.</param>
    /// <param name="strides">How far apart neighbours along each axis of the result lie in the source; 0 repeats.</param>
    /// <param name="y">The result, dense.</param>
    /// <param name="dims">The result's lengths.</param>
    public static void Run<T>(ReadOnlySpan<T> x, int offset, ReadOnlySpan<int> strides, Span<T> y, ReadOnlySpan<int> dims)
    {
        Debug.Assert(strides.Length == dims.Length);
        if (y.Length == 0) return;
        if (dims.Length == 0)
        {
            y[0] = x[offset];
            return;
        }
        if (dims.Length == 1)
        {
            Row(x, offset, strides[0], y);
            return;
        }
        int inner = y.Length / dims[0];
        for (int i = 0; i < dims[0]; i++)
        {
            Span<T> part = y.Slice(i * inner, inner);
            if (i > 0 && strides[0] == 0) y[..inner].CopyTo(part);
            else Run(x, offset + i * strides[0], strides[1..], part, dims[1..]);
        }
    }

    private static void Row<T>(ReadOnlySpan<T> x, int offset, int stride, Span<T> y)
    {
        if (stride == 1) x.Slice(offset, y.Length).CopyTo(y);
        else if (stride == 0) y.Fill(x[offset]);
        else
            for (int i = 0; i < y.Length; i++) y[i] = x[offset + i * stride];
    }
}
