namespace Heed.Kernels;

/// <summary>A gradient: all elements, or some rows of it, the others being zeros.</summary>
internal readonly ref struct Gradient<T>
{
    /// <summary>All elements.</summary>
    public Gradient(ReadOnlySpan<T> all)
    {
        Values = all;
        (Length, Width, IsWhole) = (all.Length, all.Length, true);
    }

    /// <summary>Some rows.</summary>
    /// <param name="rows">Their numbers, ascending.</param>
    /// <param name="values">Their elements.</param>
    /// <param name="length">Elements of the whole.</param>
    /// <param name="width">Elements of a row.</param>
    public Gradient(ReadOnlySpan<int> rows, ReadOnlySpan<T> values, int length, int width)
    {
        Rows = rows;
        Values = values;
        (Length, Width) = (length, width);
    }

    /// <summary>The numbers of the rows that are given; meaningless if <see cref="IsWhole"/>.</summary>
    public ReadOnlySpan<int> Rows { get; }

    /// <summary>The elements that are given.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Elements of the whole.</summary>
    public int Length { get; }

    /// <summary>Elements of a row.</summary>
    public int Width { get; }

    /// <summary>Are all elements given?</summary>
    public bool IsWhole { get; }
}
