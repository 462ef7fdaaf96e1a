using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Attention forward, block of queries by block of keys; the scores of a tile live in the first cache and are never stored.</summary>
/// <remarks>
/// <code>
///             a tile's queries in the lanes (2 vectors)
///           ┌────────────────────┐
///   keys    │  scores, then      │      scores  = keys (as rows, in place) · queries (packed once per block, scaled by log₂ e)
///   (≤ 72)  │  2^(score − m)     │      output += weightsᵀ (its columns are broadcast) · values
///           └────────────────────┘
/// </code>
/// The queries are the only operand that is always packed. 64 queries are a block: keys and values come from the second cache once for all of them. With wide heads (the
/// output of a block no longer fits the first cache beside the values) the blocks are 128.
/// </remarks>
internal unsafe struct AttentionForward<T, TVector, TWidth> : IPieces where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int MostKeys = 72;

    private static int Lanes => 2 * TWidth.Count;

    private AttentionTask<T> _task;
    private AttentionKeys<T>* _views;      // prepared beforehand, or null: every piece prepares its own
    private int _headsPerView, _viewsPerPiece, _blockQueries;

    /// <summary>Runs the whole attention.</summary>
    public static void Run(in AttentionTask<T> task)
    {
        AttentionShape s = task.Shape;
        bool sharesKeys = task.Mask == null || s.Mask.Head == 0 || !s.Mask.IsOfKeys;
        int headsPerView = sharesKeys ? s.Heads / s.KeyHeads : 1, views = s.Batch * s.Heads / headsPerView;
        AttentionForward<T, TVector, TWidth> pieces = new()
        {
            _task = task,
            _headsPerView = headsPerView,
            _blockQueries = BlockQueries(s),
            _viewsPerPiece = (int)Math.Clamp(AttentionKernel.PieceWork / Math.Max(1, s.Work * headsPerView), 1, views),
        };
        long work = s.Work * s.Batch * s.Heads;
        if (views >= 64 || s.Queries <= pieces._blockQueries)
        {
            AttentionKernel.Share(work, (views + pieces._viewsPerPiece - 1) / pieces._viewsPerPiece, pieces);
            return;
        }
        int copyLength = AttentionKeys<T>.RoundUp(AttentionKeys<T>.CopyLength(task, Lanes), 64), numbersLength = AttentionKeys<T>.NumbersLength(s);
        using Scratch<T> copies = new(copyLength * views + 64);
        using Scratch<int> numbers = new(numbersLength * views);
        AttentionKeys<T>* prepared = stackalloc AttentionKeys<T>[views];
        fixed (T* copy = copies.Span)
        fixed (int* number = numbers.Span)
        {
            pieces._views = prepared;
            pieces._viewsPerPiece = 1;
            AttentionKernel.Share(work, views, new Preparation { Pieces = pieces, Copies = AttentionKernel.Align(copy), CopyLength = copyLength, Numbers = number });
            AttentionKernel.Share(work, views * headsPerView * pieces.Blocks, pieces);
        }
    }

    /// <summary>Queries that meet the keys together: by their shape alone, so that enough pieces come out for many threads.</summary>
    private static int BlockQueries(in AttentionShape s)
    {
        int block = s.ValueWidth * sizeof(T) > 256 ? 128 : 64;
        while (block > Lanes && (long)s.Batch * s.Heads * ((s.Queries + block - 1) / block) < 8) block /= 2;
        return AttentionKeys<T>.RoundUp(Math.Min(block, s.Queries), Lanes);
    }

    private readonly int Blocks => (_task.Shape.Queries + _blockQueries - 1) / _blockQueries;

    private struct Preparation : IPieces
    {
        public AttentionForward<T, TVector, TWidth> Pieces;
        public T* Copies;
        public int* Numbers;
        public int CopyLength;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int view)
        {
            (int batch, int head) = Pieces.HeadOf(view);
            int numbersLength = AttentionKeys<T>.NumbersLength(Pieces._task.Shape);
            Pieces._views[view] = AttentionKeys<T>.Of(Pieces._task, batch, head, Lanes, Numbers + (nint)view * numbersLength, Copies + (nint)view * CopyLength);
        }
    }

    /// <summary>The first head of queries of a view.</summary>
    private readonly (int Batch, int Head) HeadOf(int view)
    {
        (int batch, int group) = Math.DivRem(view, _task.Shape.Heads / _headsPerView);
        return (batch, group * _headsPerView);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        AttentionShape s = _task.Shape;
        int copyLength = _views == null ? AttentionKeys<T>.CopyLength(_task, Lanes) : 0, values = AttentionKeys<T>.RoundUp(s.ValueWidth, Lanes);
        using Scratch<T> scratch = new(Memory.Length(_blockQueries, s.Width, values) + copyLength + 64);
        using Scratch<int> numbers = new(_views == null ? AttentionKeys<T>.NumbersLength(s) : 0);
        fixed (T* start = scratch.Span)
        fixed (int* number = numbers.Span)
        {
            Memory memory = new(AttentionKernel.Align(start), _blockQueries, s.Width, values);
            if (_views != null)
            {
                // Causal: the last block of queries sees the most keys, so it comes first.
                (int rest, int block) = Math.DivRem(piece, Blocks);
                (int view, int within) = Math.DivRem(rest, _headsPerView);
                (int batch, int head) = HeadOf(view);
                Block(_views[view], batch, head + within, (Blocks - 1 - block) * _blockQueries, memory);
                return;
            }
            int end = Math.Min(s.Batch * s.Heads / _headsPerView, (piece + 1) * _viewsPerPiece);
            for (int view = piece * _viewsPerPiece; view < end; view++)
            {
                (int batch, int head) = HeadOf(view);
                AttentionKeys<T> keys = AttentionKeys<T>.Of(_task, batch, head, Lanes, number, memory.End);
                for (int within = 0; within < _headsPerView; within++)
                    for (int query = 0; query < s.Queries; query += _blockQueries) Block(keys, batch, head + within, query, memory);
            }
        }
    }

    /// <summary>Working memory of a thread.</summary>
    private readonly struct Memory(T* start, int queries, int width, int valueWidth)
    {
        public readonly T* Scores = start;                                        // one key more than a block may have, see AttentionSoftmax.Exponentials
        public readonly T* Factors = start + (MostKeys + 1) * Lanes;
        public readonly T* Reference = start + (MostKeys + 2) * Lanes;
        public readonly T* Sum = start + (MostKeys + 2) * Lanes + queries;
        public readonly T* Queries = start + (MostKeys + 2) * Lanes + 2 * queries;
        public readonly T* Output = start + (MostKeys + 2) * Lanes + (nint)queries * (2 + width);
        public readonly T* End = start + (MostKeys + 2) * Lanes + (nint)queries * (2 + width + valueWidth);

        public static int Length(int queries, int width, int valueWidth) => (MostKeys + 2) * Lanes + queries * (2 + width + valueWidth);
    }

    /// <summary>The outputs of a block of queries, from <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Block(in AttentionKeys<T> keys, int batch, int head, int first, in Memory memory)
    {
        AttentionShape s = _task.Shape;
        int queries = Math.Min(_blockQueries, s.Queries - first);
        T* query = _task.Query + _task.QueryStart(batch, head) + first * _task.QueryRow;
        for (int q = 0; q < queries; q += Lanes)
            LanePanel<T>.Pack(query + q * _task.QueryRow, _task.QueryRow, Math.Min(Lanes, queries - q), s.Width, memory.Queries + (nint)q * s.Width, Lanes, s.Scale * AttentionKernel.Log2E);

        T* target = _task.Output + _task.OutputStart(batch, head) + first * _task.OutputRow, output = target;
        nint outputRow = _task.OutputRow;
        bool wholeTiles = s.ValueWidth % Lanes == 0;
        if (!wholeTiles)
        {
            output = memory.Output;
            outputRow = AttentionKeys<T>.RoundUp(s.ValueWidth, Lanes);
        }

        new Span<T>(memory.Sum, queries).Clear();       // stays if no key is visible
        int end = s.Causal ? keys.CountBelow(first + queries) : keys.Count, step = KeysPerBlock(end);
        for (int k = 0; k < end; k += step)
        {
            for (int q = 0; q < queries; q += Lanes)
            {
                int visible = s.Causal ? Math.Min(end, keys.CountBelow(first + q + Lanes)) : end;
                if (k < visible)
                    Tile(keys, batch, head, first, q, Math.Min(Lanes, queries - q), k, Math.Min(step, visible - k), k + step >= visible, output, outputRow, memory);
            }
        }
        if (!wholeTiles)
            for (int q = 0; q < queries; q++) new Span<T>(output + q * outputRow, s.ValueWidth).CopyTo(new Span<T>(target + q * _task.OutputRow, s.ValueWidth));
        Finish(batch, head, first, queries, memory);
    }

    /// <summary>Whole tiles of rows, and blocks of nearly equal length.</summary>
    private static int KeysPerBlock(int keys)
    {
        int blocks = Math.Max(1, (keys + MostKeys - 1) / MostKeys);
        return Math.Max(1, AttentionKeys<T>.RoundUp((keys + blocks - 1) / blocks, AttentionTile<T, TVector, TWidth>.Rows));
    }

    /// <summary>A tile of queries meets a block of keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tile(in AttentionKeys<T> keys, int batch, int head, int first, int q, int rows, int k, int count, bool last, T* output, nint outputRow, in Memory memory)
    {
        AttentionShape s = _task.Shape;
        T* scores = memory.Scores, reference = memory.Reference + q, sum = memory.Sum + q;
        AttentionProduct<T> product = new()
        {
            Terms = s.Width,
            A = keys.Keys + k * keys.KeyRow,
            ARow = keys.KeyRow,
            B = memory.Queries + (nint)q * s.Width,
            BRow = Lanes,
            C = scores,
            CRow = Lanes,
            Columns = 1,
        };
        AttentionTile<T, TVector, TWidth>.Multiply<PanelTerms>(count, &product);
        bool hides = AttentionHiding<T>.Apply(_task, keys, batch, head, first + q, rows, k, count, scores, Lanes);

        output += q * outputRow;
        if (k == 0) AttentionSoftmax<T, TVector, TWidth>.Start(scores, count, reference, sum);
        else if (AttentionSoftmax<T, TVector, TWidth>.Advance(scores, count, reference, sum, memory.Factors)) Rescale(output, outputRow, rows, memory.Factors);
        AttentionSoftmax<T, TVector, TWidth>.Exponentials(scores, count, reference, sum);

        T* factors = null;
        if (last)
        {
            factors = memory.Factors;
            for (int v = 0; v < Lanes; v += TWidth.Count)
                TWidth.Store(TWidth.Divide(TWidth.Broadcast(AttentionKernel.Number<T>(1)), TWidth.Load(sum + v)), factors + v);
        }
        product = new()
        {
            Terms = count,
            A = scores,
            ARow = 1,
            B = keys.Values + k * keys.ValueRow,
            BRow = keys.ValueRow,
            BColumns = keys.ValueColumns,
            C = output,
            CRow = outputRow,
            Columns = (s.ValueWidth + Lanes - 1) / Lanes,
            Accumulate = k > 0,
            Factors = factors,
        };
        if (hides && !HiddenValues<T, TVector, TWidth>.AreFinite(product)) HiddenValues<T, TVector, TWidth>.Multiply(rows, product);
        else AttentionTile<T, TVector, TWidth>.Multiply<ColumnTerms>(rows, &product);
    }

    private readonly void Rescale(T* output, nint row, int rows, T* factors)
    {
        for (int r = 0; r < rows; r++)
        {
            TVector factor = TWidth.Broadcast(factors[r]);
            T* o = output + r * row;
            for (int column = 0; column < _task.Shape.ValueWidth; column += Lanes)
            {
                TWidth.Store(TWidth.Multiply(TWidth.Load(o + column), factor), o + column);
                TWidth.Store(TWidth.Multiply(TWidth.Load(o + column + TWidth.Count), factor), o + column + TWidth.Count);
            }
        }
    }

    /// <summary>Keeps what backward needs, and makes the rows in which no key has any weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(int batch, int head, int first, int queries, in Memory memory)
    {
        T* statistics = _task.Statistics == null ? null : _task.StatisticsOf(batch, head) + 2 * first;
        for (int q = 0; q < queries; q++)
        {
            double sum = AttentionKernel.Double(memory.Sum[q]);
            bool hasWeight = sum != 0 && !_task.IsHidden(batch, first + q);
            if (statistics != null)
            {
                statistics[2 * q] = memory.Reference[q];
                statistics[2 * q + 1] = AttentionKernel.Number<T>(hasWeight ? Math.Log2(sum) : double.PositiveInfinity);
            }
            if (!hasWeight) MaskedRow<T>.Forward(_task, batch, head, first + q);
        }
    }
}
