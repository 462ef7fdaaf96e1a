using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The loop of <see cref="Elementwise.Map"/>.</summary>
internal readonly ref struct MapPieces<T, TOp>(ReadOnlySpan<T> x, Span<T> y) : IPieces where T : unmanaged, INumber<T> where TOp : struct, IMap
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly Span<T> _y = y;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        Range range = Elementwise.PieceRange(piece, _x.Length);
        MapRow<T, TOp>.Run(_x[range], _y[range]);
    }
}

/// <summary>The loop of <see cref="Elementwise.Map2"/>.</summary>
internal readonly ref struct Map2Pieces<T, TOp>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) : IPieces
    where T : unmanaged, INumber<T> where TOp : struct, IMap2
{
    private readonly ReadOnlySpan<T> _x = x, _y = y;
    private readonly Span<T> _z = z;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        Range range = Elementwise.PieceRange(piece, _x.Length);
        Map2Row<T, TOp>.Run(_x[range], _y[range], _z[range]);
    }
}

/// <summary>The loop of <see cref="Elementwise.Map3"/>.</summary>
internal readonly ref struct Map3Pieces<T, TOp>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> w) : IPieces
    where T : unmanaged, INumber<T> where TOp : struct, IMap3
{
    private readonly ReadOnlySpan<T> _x = x, _y = y, _z = z;
    private readonly Span<T> _w = w;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        Range range = Elementwise.PieceRange(piece, _x.Length);
        Map3Row<T, TOp>.Run(_x[range], _y[range], _z[range], _w[range]);
    }
}
