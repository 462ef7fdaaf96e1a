using System.Numerics;

namespace Heed.Kernels;

/// <summary>What happens to a finished part of a row of C while it is still in the cache.</summary>
internal interface IGemmEpilogue<T> where T : unmanaged
{
    /// <summary>Does nothing happen?</summary>
    static abstract bool IsNothing { get; }

    /// <summary>Changes elements of one row, from <paramref name="column"/> on.</summary>
    void Run(Span<T> c, int column);
}

/// <summary>C stays as it is.</summary>
internal readonly struct NoEpilogue<T> : IGemmEpilogue<T> where T : unmanaged
{
    public static bool IsNothing => true;

    public void Run(Span<T> c, int column) { }
}

/// <summary>c = f(c + bias): the bias has an element a column.</summary>
internal readonly unsafe struct BiasEpilogue<T, TMap>(T* bias) : IGemmEpilogue<T> where T : unmanaged, INumber<T> where TMap : struct, IMap
{
    public static bool IsNothing => false;

    public void Run(Span<T> c, int column) => Map2Row<T, Biased>.Run(c, new ReadOnlySpan<T>(bias + column, c.Length), c);

    private readonly struct Biased : IMap2
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x, Vector<TNumber> y) where TNumber : unmanaged, INumber<TNumber> => TMap.Invoke(x + y);
    }
}

/// <summary>c = f(c).</summary>
internal readonly struct MapEpilogue<T, TMap> : IGemmEpilogue<T> where T : unmanaged, INumber<T> where TMap : struct, IMap
{
    public static bool IsNothing => false;

    public void Run(Span<T> c, int column) => MapRow<T, TMap>.Run(c, c);
}
