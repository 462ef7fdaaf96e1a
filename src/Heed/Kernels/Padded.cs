using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Loads and stores of vectors at places where a span may end within the vector.</summary>
internal static class Padded
{
    /// <summary>The first elements of a span, followed by ones where it is shorter than a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> x) where T : unmanaged => x.Length >= Vector<T>.Count ? new(x) : LoadPart(x);

    /// <summary>Stores a vector, or as many of its lanes as the span has room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, Span<T> y) where T : unmanaged
    {
        if (y.Length >= Vector<T>.Count) value.CopyTo(y);
        else StorePart(value, y);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<T> LoadPart<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        Vector<T>.One.CopyTo(lanes);
        x.CopyTo(lanes);
        return new(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart<T>(Vector<T> value, Span<T> y) where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        value.CopyTo(lanes);
        lanes[..y.Length].CopyTo(y);
    }
}
