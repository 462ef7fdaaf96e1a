using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The gradients of all queries and keys, some pairs of features of one matrix as a piece: each feature has gradients of its own, so pieces share nothing.</summary>
internal unsafe struct ConcatBackward<T, TVector, TWidth> : IPieces where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int PairsPerPiece = 4, KeysAtOnce = 64;

    private static int Lanes => ConcatTile<T, TVector, TWidth>.Lanes;

    private ConcatTask<T> _task;
    private int _tiles, _groups;          // tiles of queries, groups of pairs
    private T* _turned, _raw, _prepared;  // of all tiles: the gradients of their scores in lanes, their queries
    private T* _reaches, _weightParts;

    /// <summary>Runs all pieces.</summary>
    public static void Run(in ConcatTask<T> task)
    {
        ConcatShape shape = task.Shape;
        int tiles = (shape.Queries + Lanes - 1) / Lanes, groups = (shape.Half + PairsPerPiece - 1) / PairsPerPiece, all = task.Batch * tiles;
        using Scratch<T> turned = new(checked(all * shape.Keys * Lanes)), raw = new(checked(all * 2 * shape.Half * Lanes));
        using Scratch<T> prepared = new(checked(all * shape.QueryRow * Lanes)), reaches = new(all), weightParts = new(task.Batch * 2 * shape.Half);
        fixed (T* t = turned.Span, r = raw.Span, p = prepared.Span, f = reaches.Span, w = weightParts.Span)
        {
            ConcatBackward<T, TVector, TWidth> pieces = new()
            {
                _task = task,
                _tiles = tiles,
                _groups = groups,
                _turned = t,
                _raw = r,
                _prepared = p,
                _reaches = f,
                _weightParts = w,
            };
            Gemm.Share(task.Work, all, new Preparation { Pieces = pieces });
            Gemm.Share(task.Work, task.Batch * groups, pieces);
            if (task.WeightsGradient is null) return;
            for (int batch = 0; batch < task.Batch; batch++)
                for (int d = 0; d < shape.Depth; d++) task.WeightsGradient[d] += w[batch * 2 * shape.Half + d];
        }
    }

    private readonly ConcatQueries<T> QueriesOf(int tile) => new()
    {
        Raw = _raw + (nint)tile * 2 * _task.Shape.Half * Lanes,
        Prepared = _prepared + (nint)tile * _task.Shape.QueryRow * Lanes,
        Reach = _reaches[tile],
    };

    private readonly T* TurnedOf(int tile) => _turned + (nint)tile * _task.Shape.Keys * Lanes;

    private struct Preparation : IPieces
    {
        public ConcatBackward<T, TVector, TWidth> Pieces;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int index)
        {
            ConcatTask<T> task = Pieces._task;
            (int batch, int tile) = Math.DivRem(index, Pieces._tiles);
            int keys = task.Shape.Keys, first = tile * Lanes, rows = Math.Min(Lanes, task.Shape.Queries - first);
            ConcatQueries<T> queries = Pieces.QueriesOf(index);
            Pieces._reaches[index] = ConcatExponentials<T, TVector, TWidth>.Tile(task.KeysOf(batch), task.QueriesOf(batch) + (nint)first * task.Shape.Depth, rows, queries.Raw, queries.Prepared).Reach;
            T* source = task.ScoresGradient + ((nint)batch * task.Shape.Queries + first) * keys, target = Pieces.TurnedOf(index);
            for (int key = 0; key < keys; key++)
                for (int r = 0; r < Lanes; r++) target[(nint)key * Lanes + r] = r < rows ? source[(nint)r * keys + key] : T.Zero;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        ConcatShape shape = _task.Shape;
        (int batch, int group) = Math.DivRem(piece, _groups);
        int half = shape.Half, firstPair = group * PairsPerPiece, pairs = Math.Min(PairsPerPiece, half - firstPair), panel = 2 * pairs * Lanes;
        using Scratch<T> scratch = new(_tiles * panel + 2 * pairs * (KeysAtOnce + 1) * TWidth.Count);
        scratch.Span.Clear();
        fixed (T* memory = scratch.Span)
        {
            ConcatKeys<T> keys = _task.KeysOf(batch).WithLargest();
            ConcatGradients<T> gradients = new() { FirstPair = firstPair, Pairs = pairs, KeyParts = memory + _tiles * panel };
            T* weights = gradients.KeyParts + 2 * pairs * KeysAtOnce * TWidth.Count;
            if (_task.WeightsGradient is not null) gradients.WeightParts = weights;
            for (int key = 0; key < shape.Keys; key += KeysAtOnce)
            {
                int count = Math.Min(KeysAtOnce, shape.Keys - key);
                new Span<T>(gradients.KeyParts, 2 * pairs * count * TWidth.Count).Clear();
                for (int tile = 0; tile < _tiles; tile++)
                {
                    int index = batch * _tiles + tile;
                    gradients.Queries = memory + (nint)tile * panel;
                    ConcatGradientTile<T, TVector, TWidth>.Add(keys, QueriesOf(index), key, count, TurnedOf(index) + (nint)key * Lanes, gradients);
                }
                if (_task.KeyGradient is not null) WriteKeys(gradients, batch, key, count);
            }
            for (int i = 0; i < 2 * pairs; i++)
            {
                int d = (i & 1) * half + firstPair + i / 2;
                if (_task.QueryGradient is not null && d < shape.Depth) WriteQueries(memory + (nint)i * Lanes, panel, batch, d);
                _weightParts[batch * 2 * half + d] = TWidth.Sum(TWidth.Load(weights + i * TWidth.Count)) * T.CreateTruncating(2);
            }
        }
    }

    private readonly T FactorOf(int d) => T.CreateTruncating(4) * (_task.Weights is null ? T.One : _task.Weights[d]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void WriteKeys(in ConcatGradients<T> gradients, int batch, int firstKey, int count)
    {
        ConcatShape shape = _task.Shape;
        T* target = _task.KeyGradient + ((nint)batch * shape.Keys + firstKey) * shape.Depth;
        T* part = gradients.KeyParts;
        for (int pair = gradients.FirstPair; pair < gradients.FirstPair + gradients.Pairs; pair++)
            for (int key = 0; key < count; key++)
                for (int d = pair; d < 2 * shape.Half; d += shape.Half, part += TWidth.Count)
                    if (d < shape.Depth) target[(nint)key * shape.Depth + d] = TWidth.Sum(TWidth.Load(part)) * FactorOf(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void WriteQueries(T* row, nint panel, int batch, int d)
    {
        ConcatShape shape = _task.Shape;
        T* target = _task.QueryGradient + (nint)batch * shape.Queries * shape.Depth + d;
        T factor = FactorOf(d);
        for (int query = 0; query < shape.Queries; query++, target += shape.Depth)
            *target = row[query / Lanes * panel + query % Lanes] * factor;
    }
}
