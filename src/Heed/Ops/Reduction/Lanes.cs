namespace Heed;

/// <summary>How neighbouring axes of a tensor lie in memory: <c>Outer</c> blocks of <c>Length</c> elements that are <c>Inner</c> apart.</summary>
internal readonly record struct Lanes(int Outer, int Length, int Inner)
{
    /// <summary>The lanes along the axes <paramref name="first"/> … <paramref name="last"/> of a known shape.</summary>
    public static Lanes Of(Shape shape, int first, int last)
    {
        static int Product(IEnumerable<Dim> dims) => dims.Aggregate(1, (product, dim) => product * dim.Value);
        return new(Product(shape[..first]), Product(shape[first..(last + 1)]), Product(shape[(last + 1)..]));
    }

    /// <summary>The lanes along one axis.</summary>
    public static Lanes Of(Shape shape, int axis) => Of(shape, axis, axis);
}
