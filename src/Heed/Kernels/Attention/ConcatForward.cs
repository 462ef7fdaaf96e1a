using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The scores of all queries and keys, a tile of queries as a piece.</summary>
internal unsafe struct ConcatForward<T, TVector, TWidth> : IPieces where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int KeysAtOnce = 64;

    private static int Lanes => ConcatTile<T, TVector, TWidth>.Lanes;

    private ConcatTask<T> _task;
    private int _tiles;

    /// <summary>Runs all pieces.</summary>
    public static void Run(in ConcatTask<T> task)
    {
        int tiles = (task.Shape.Queries + Lanes - 1) / Lanes;
        Gemm.Share(task.Work, task.Batch * tiles, new ConcatForward<T, TVector, TWidth> { _task = task, _tiles = tiles });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        ConcatShape shape = _task.Shape;
        (int batch, int tile) = Math.DivRem(piece, _tiles);
        int first = tile * Lanes, rows = Math.Min(Lanes, shape.Queries - first), panel = 2 * shape.Half * Lanes;
        using Scratch<T> scratch = new(panel + (shape.QueryRow + KeysAtOnce) * Lanes);
        fixed (T* memory = scratch.Span)
        {
            ConcatKeys<T> keys = _task.KeysOf(batch).WithLargest();
            T* scores = memory + panel + shape.QueryRow * Lanes;
            ConcatQueries<T> queries = ConcatExponentials<T, TVector, TWidth>.Tile(keys, _task.QueriesOf(batch) + (nint)first * shape.Depth, rows, memory);
            T* target = _task.Scores + ((nint)batch * shape.Queries + first) * shape.Keys;
            for (int key = 0; key < shape.Keys; key += KeysAtOnce, target += KeysAtOnce)
            {
                int count = Math.Min(KeysAtOnce, shape.Keys - key);
                ConcatTile<T, TVector, TWidth>.Scores(keys, queries, key, count, T.One, scores);
                for (int r = 0; r < rows; r++)
                    for (int j = 0; j < count; j++) target[(nint)r * shape.Keys + j] = scores[j * Lanes + r];
            }
        }
    }
}
