using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Runs work that is done row by row, some neighbouring rows at a time.</summary>
internal static class Rows
{
    /// <summary>All rows; <paramref name="length"/> is the length of all together, by which they are shared out.</summary>
    public static void Run<TRows>(TRows rows, int count, int length) where TRows : struct, IRows, allows ref struct
    {
        if (count == 0) return;
        int perPiece = Math.Max(1, Elementwise.PieceLength / Math.Max(1, length / count));
        WorkerPool.Run((count + perPiece - 1) / perPiece, new RowPieces<TRows>(rows, count, perPiece));
    }
}

/// <summary>Work that is done row by row.</summary>
internal interface IRows
{
    void Row(int row);
}

/// <summary>Some neighbouring rows are a piece of work.</summary>
internal readonly ref struct RowPieces<TRows>(TRows rows, int count, int perPiece) : IPieces where TRows : struct, IRows, allows ref struct
{
    private readonly TRows _rows = rows;
    private readonly int _count = count, _perPiece = perPiece;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        for (int row = piece * _perPiece; row < Math.Min(_count, (piece + 1) * _perPiece); row++) _rows.Row(row);
    }
}
