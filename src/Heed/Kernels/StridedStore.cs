using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Reads an array densely and writes it along arbitrary strides: the opposite of <see cref="StridedCopy"/>.</summary>
internal static class StridedStore
{
    /// <param name="x">The source, dense.</param>
    /// <param name="dims">The source's lengths.</param>
    /// <param name="y">The target; what no element of the source reaches stays as it is.</param>
    /// <param name="offset">Where in the target the first element goes.</param>
    /// <param name="strides">How far apart neighbours along each axis of the source go in the target; not 0.</param>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> dims, Span<T> y, int offset, ReadOnlySpan<int> strides)
    {
        Debug.Assert(strides.Length == dims.Length);
        if (x.Length == 0) return;
        if (dims.Length == 0) y[offset] = x[0];
        else if (dims.Length == 1) Row(x, y, offset, strides[0]);
        else
        {
            int inner = x.Length / dims[0];
            for (int i = 0; i < dims[0]; i++)
                Run(x.Slice(i * inner, inner), dims[1..], y, offset + i * strides[0], strides[1..]);
        }
    }

    private static void Row<T>(ReadOnlySpan<T> x, Span<T> y, int offset, int stride)
    {
        if (stride == 1) x.CopyTo(y[offset..]);
        else
            for (int i = 0; i < x.Length; i++) y[offset + i * stride] = x[i];
    }
}
