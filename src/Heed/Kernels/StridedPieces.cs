using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A piece is a group of units: a few rows of the result, or parts of them, in the order in which they lie in the source.</summary>
/// <remarks>Units of columns are short, so that the next one, which reads on from the same rows of the source, finds them in the second cache.</remarks>
/// <param name="x">The source.</param>
/// <param name="offset">Where in the source the first element lies.</param>
/// <param name="y">The result.</param>
/// <param name="axes">At least two; along the last run the rows of the result, along the one before the rows of a unit.</param>
/// <param name="isTurned">Are the rows columns of the source, and the rows of a unit neighbours there? See <see cref="TransposeKernel"/>.</param>
internal readonly ref struct StridedPieces<T>(ReadOnlySpan<T> x, int offset, Span<T> y, ReadOnlySpan<StridedAxis> axes, bool isTurned) : IPieces
{
    private const int UnitLength = 2048;

    private readonly ReadOnlySpan<T> _x = x;
    private readonly Span<T> _y = y;
    private readonly ReadOnlySpan<StridedAxis> _axes = axes;
    private readonly int _columns = Math.Min(axes[^1].Length, isTurned ? UnitLength / Math.Min(axes[^2].Length, TransposeKernel.BlockRows) : Elementwise.PieceLength);

    /// <summary>How many pieces.</summary>
    public int Count => (Units + UnitsPerPiece - 1) / UnitsPerPiece;

    private int Rows => isTurned ? Math.Min(_axes[^2].Length, TransposeKernel.BlockRows) : Math.Clamp(UnitLength / _columns, 1, _axes[^2].Length);
    private int Groups => (_axes[^2].Length + Rows - 1) / Rows;
    private int Parts => (_axes[^1].Length + _columns - 1) / _columns;
    private int Units => _y.Length / (_axes[^2].Length * _axes[^1].Length) * Groups * Parts;
    private int UnitsPerPiece => Math.Max(1, Elementwise.PieceLength / (Rows * _columns));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        int end = (int)Math.Min(Units, (piece + 1L) * UnitsPerPiece);
        for (int unit = piece * UnitsPerPiece; unit < end; unit++) Unit(unit);
    }

    private void Unit(int unit)
    {
        StridedAxis row = _axes[^1], across = _axes[^2];
        (unit, int group) = Math.DivRem(unit, Groups);
        (unit, int part) = Math.DivRem(unit, Parts);
        int firstRow = group * Rows, firstColumn = part * _columns;
        int rows = Math.Min(Rows, across.Length - firstRow), columns = Math.Min(_columns, row.Length - firstColumn);
        int from = offset + firstRow * across.From + firstColumn * row.From, to = firstRow * across.To + firstColumn;
        for (int axis = _axes.Length - 3; axis >= 0; axis--)
        {
            (unit, int i) = Math.DivRem(unit, _axes[axis].Length);
            from += i * _axes[axis].From;
            to += i * _axes[axis].To;
        }
        if (isTurned) TransposeKernel.Block(_x, from, row.From, _y[to..], across.To, rows, columns);
        else
            for (int i = 0; i < rows; i++) Row(_x, from + i * across.From, row.From, _y.Slice(to + i * across.To, columns));
    }

    private static void Row(ReadOnlySpan<T> x, int from, int stride, Span<T> y)
    {
        if (stride == 1) x.Slice(from, y.Length).CopyTo(y);
        else if (stride == 0) y.Fill(x[from]);
        else
            for (int i = 0; i < y.Length; i++) y[i] = x[from + i * stride];
    }
}
