using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>Rows picked by number, and their opposite: rows added up where their numbers say. An embedding and its gradient.</summary>
/// <remarks>Both sides consist of <c>outer</c> blocks of rows of <c>width</c> elements; every block uses the same numbers.</remarks>
internal static class RowGather
{
    /// <summary>y[o, i] = x[o, rows[i]].</summary>
    /// <param name="x">Blocks of <paramref name="length"/> rows.</param>
    /// <param name="rows">Numbers in [0, <paramref name="length"/>).</param>
    /// <param name="y">Blocks of as many rows as there are numbers.</param>
    /// <param name="outer">How many blocks.</param>
    /// <param name="length">Rows in a block of <paramref name="x"/>.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Take<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width)
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> source = x.Slice(o * length * width, length * width);
            Span<T> target = y.Slice(o * rows.Length * width, rows.Length * width);
            for (int i = 0; i < rows.Length; i++) source.Slice(rows[i] * width, width).CopyTo(target[(i * width)..]);
        }
    }

    /// <summary>y[o, rows[i]] += x[o, i], in the order of i, starting from zeros.</summary>
    /// <param name="x">Blocks of as many rows as there are numbers.</param>
    /// <param name="rows">Numbers in [0, <paramref name="length"/>).</param>
    /// <param name="y">Blocks of <paramref name="length"/> rows.</param>
    /// <param name="outer">How many blocks.</param>
    /// <param name="length">Rows in a block of <paramref name="y"/>.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width) where T : unmanaged, INumber<T>
    {
        y.Clear();
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> source = x.Slice(o * rows.Length * width, rows.Length * width);
            Span<T> target = y.Slice(o * length * width, length * width);
            for (int i = 0; i < rows.Length; i++)
            {
                Span<T> row = target.Slice(rows[i] * width, width);
                TensorPrimitives.Add(row, source.Slice(i * width, width), row);
            }
        }
    }
}
