using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>Rows in memory, evenly spaced.</summary>
/// <param name="Start">The first row.</param>
/// <param name="Row">Elements from one row to the next.</param>
internal readonly unsafe record struct RowView<T>(nint Start, nint Row) where T : unmanaged, INumber<T>
{
    public RowView(T* start, nint row) : this((nint)start, row) { }

    /// <summary>A row.</summary>
    public T* this[nint row] => (T*)Start + row * Row;

    /// <summary>Copies rows to memory of its own, side by side and filled with zeros up to <paramref name="paddedWidth"/>.</summary>
    /// <param name="numbers">Which rows; null: the first ones.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="paddedWidth">Numbers of a row of the copy.</param>
    /// <param name="memory">count · paddedWidth; the next free element afterwards.</param>
    public RowView<T> Gather(int* numbers, int count, int width, int paddedWidth, ref T* memory)
    {
        RowView<T> copy = new(memory, paddedWidth);
        for (int i = 0; i < count; i++)
        {
            Span<T> target = new(copy[i], paddedWidth);
            new ReadOnlySpan<T>(this[numbers == null ? i : numbers[i]], width).CopyTo(target);
            target[width..].Clear();
        }
        memory += (nint)count * paddedWidth;
        return copy;
    }

    /// <summary>Adds rows of a copy to these rows.</summary>
    public void AddFrom(RowView<T> copy, int* numbers, int count, int width)
    {
        for (int i = 0; i < count; i++)
        {
            Span<T> target = new(this[numbers == null ? i : numbers[i]], width);
            TensorPrimitives.Add(target, new ReadOnlySpan<T>(copy[i], width), target);
        }
    }

    /// <summary>Sets rows to zero.</summary>
    public void Clear(int first, int end, int width)
    {
        for (int i = first; i < end; i++) new Span<T>(this[i], width).Clear();
    }
}
