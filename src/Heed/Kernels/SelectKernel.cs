namespace Heed.Kernels;

/// <summary>Chooses elements of two operands by a third, each read along strides of its own (0 repeats, 1 at most on the last axis).</summary>
internal static class SelectKernel
{
    public static void Run<T>(ReadOnlySpan<bool> choose, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, ReadOnlySpan<int> dims,
                              ReadOnlySpan<int> chooseStrides, ReadOnlySpan<int> xStrides, ReadOnlySpan<int> yStrides)
    {
        if (z.Length == 0) return;
        if (dims.Length == 0) z[0] = choose[0] ? x[0] : y[0];
        else if (dims.Length == 1) Row(choose, x, y, z, chooseStrides[0], xStrides[0], yStrides[0]);
        else
        {
            int inner = z.Length / dims[0];
            for (int i = 0; i < dims[0]; i++)
                Run(choose[(i * chooseStrides[0])..], x[(i * xStrides[0])..], y[(i * yStrides[0])..], z.Slice(i * inner, inner), dims[1..],
                    chooseStrides[1..], xStrides[1..], yStrides[1..]);
        }
    }

    private static void Row<T>(ReadOnlySpan<bool> choose, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, int chooseStride, int xStride, int yStride)
    {
        if (chooseStride == 0)
        {
            ReadOnlySpan<T> chosen = choose[0] ? x : y;
            if ((choose[0] ? xStride : yStride) == 0) z.Fill(chosen[0]);
            else chosen[..z.Length].CopyTo(z);
            return;
        }
        for (int i = 0; i < z.Length; i++) z[i] = choose[i] ? x[i * xStride] : y[i * yStride];
    }
}
