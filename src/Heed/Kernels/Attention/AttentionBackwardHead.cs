using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The gradients of one head of queries by one part of its keys.</summary>
/// <remarks>
/// <code>
///   p = 2^(s − m − log₂ l)      ds = scale · p ⊙ (v · dyᵀ − Σ dy ⊙ y)      dv += p · dy      dk += ds · q      dq += dsᵀ · k
/// </code>
/// Five products for every block of 96 keys by 6 tiles of queries. p and ds have the keys as rows and the queries side by side, so that the first two products read panels of
/// queries and the others read rows. Rows that are no whole vectors, or kept keys that are no neighbours, are copied before and added back after.
/// </remarks>
internal unsafe struct AttentionBackwardHead<T, TVector, TWidth> where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int BlockKeys = 96;

    private readonly AttentionTask<T> _task;
    private readonly AttentionShape _shape;
    private readonly int _batch, _head;
    private readonly int* _numbers;
    private readonly T* _queryPanels, _gradientPanels, _references, _logSums, _means, _probabilities, _slopes, _copies;
    private readonly RowView<T> _queries, _gradients, _keys, _values, _queryGradients, _keyGradients, _valueGradients;

    /// <summary>Takes a head; <paramref name="memory"/> has <see cref="MemoryLength"/> elements.</summary>
    public AttentionBackwardHead(in AttentionTask<T> task, int batch, int head, int* numbers, T* memory, T* queryGradient)
    {
        (_task, _shape, _batch, _head) = (task, task.Shape, batch, head);
        int lanes = PaddedQueries(_shape);
        _numbers = numbers;
        _queryPanels = memory;
        _gradientPanels = _queryPanels + (nint)lanes * _shape.Width;
        _references = _gradientPanels + (nint)lanes * _shape.ValueWidth;
        _logSums = _references + lanes;
        _means = _logSums + lanes;
        _probabilities = _means + lanes;
        _slopes = _probabilities + BlockKeys * BlockQueries;
        _copies = _slopes + BlockKeys * BlockQueries;
        nint query = task.QueryStart(batch, head), output = task.OutputStart(batch, head), key = task.KeyStart(batch, head), value = task.ValueStart(batch, head);
        _queries = new(task.Query + query, task.QueryRow);
        _gradients = new(task.OutputGradient + output, task.OutputRow);
        _keys = new(task.Key + key, task.KeyRow);
        _values = new(task.Value + value, task.ValueRow);
        _queryGradients = new(queryGradient + query, task.QueryRow);
        _keyGradients = new(task.KeyGradient + key, task.KeyRow);
        _valueGradients = new(task.ValueGradient + value, task.ValueRow);
    }

    private static int Lanes => 2 * TWidth.Count;

    private static int BlockQueries => BlockColumnTerms.Tiles * Lanes;

    /// <summary>Elements of working memory.</summary>
    public static int MemoryLength(in AttentionTask<T> task)
    {
        AttentionShape s = task.Shape;
        int padded = AttentionKeys<T>.RoundUp(s.Width, Lanes) + AttentionKeys<T>.RoundUp(s.ValueWidth, Lanes);
        bool mayCopy = HasPartialTiles(s) || (task.Mask != null && s.Mask.IsOfKeys);
        return checked(PaddedQueries(s) * (s.Width + s.ValueWidth + 3) + 2 * BlockKeys * BlockQueries + (mayCopy ? 2 * (s.Queries + s.Keys) * padded : 0) + 64);
    }

    private static bool HasPartialTiles(in AttentionShape s) => s.Width % Lanes != 0 || s.ValueWidth % Lanes != 0;

    private static int PaddedQueries(in AttentionShape s) => AttentionKeys<T>.RoundUp(s.Queries, Lanes);

    /// <summary>Adds to the gradients of keys and values (the first head of a group begins with zeros) and writes those of the queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int part, int parts, bool isFirst)
    {
        (int count, bool scattered) = Kept();
        int perPart = AttentionKeys<T>.RoundUp((count + parts - 1) / parts, AttentionTile<T, TVector, TWidth>.Rows), from = Math.Min(count, part * perPart), to = Math.Min(count, from + perPart);
        if (isFirst)
        {
            int begin = part == 0 ? 0 : Number(from, count), end = part == parts - 1 ? _shape.Keys : Number(to, count);
            _keyGradients.Clear(begin, end, _shape.Width);
            _valueGradients.Clear(begin, end, _shape.ValueWidth);
        }
        _queryGradients.Clear(0, _shape.Queries, _shape.Width);
        if (from == to) return;

        Panels();
        if (!scattered && !HasPartialTiles(_shape))
        {
            int first = Number(from, count);
            Blocks(from, to - from, _queries, _gradients, new(_keys[first], _keys.Row), new(_values[first], _values.Row),
                _queryGradients, new(_keyGradients[first], _keyGradients.Row), new(_valueGradients[first], _valueGradients.Row));
            return;
        }
        int width = AttentionKeys<T>.RoundUp(_shape.Width, Lanes), valueWidth = AttentionKeys<T>.RoundUp(_shape.ValueWidth, Lanes), keys = to - from;
        T* memory = _copies;
        int* numbers = _numbers + from;
        RowView<T> queries = _queries.Gather(null, _shape.Queries, _shape.Width, width, ref memory), gradients = _gradients.Gather(null, _shape.Queries, _shape.ValueWidth, valueWidth, ref memory);
        RowView<T> kept = _keys.Gather(numbers, keys, _shape.Width, width, ref memory), values = _values.Gather(numbers, keys, _shape.ValueWidth, valueWidth, ref memory);
        RowView<T> dq = new(memory, width), dk = new(dq[_shape.Queries], width), dv = new(dk[keys], valueWidth);
        new Span<T>(memory, (_shape.Queries + keys) * width + keys * valueWidth).Clear();
        Blocks(from, keys, queries, gradients, kept, values, dq, dk, dv);
        _queryGradients.AddFrom(dq, null, _shape.Queries, _shape.Width);
        _keyGradients.AddFrom(dk, numbers, keys, _shape.Width);
        _valueGradients.AddFrom(dv, numbers, keys, _shape.ValueWidth);
    }

    /// <summary>The number of a kept key, or that of the end.</summary>
    private readonly int Number(int kept, int count) => kept == count ? _shape.Keys : _numbers[kept];

    /// <summary>Finds the keys that a mask of keys keeps.</summary>
    private readonly (int Count, bool Scattered) Kept()
    {
        bool* mask = _task.Mask != null && _shape.Mask.IsOfKeys ? _task.MaskRow(_batch, _head, 0) : null;
        int count = 0;
        for (int key = 0; key < _shape.Keys; key++)
            if (mask == null || mask[key * _shape.Mask.Key]) _numbers[count++] = key;
        return (count, count > 0 && _numbers[count - 1] - _numbers[0] != count - 1);
    }

    /// <summary>Queries and output gradients as panels, and what each query brings along.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Panels()
    {
        T* statistics = _task.StatisticsOf(_batch, _head);
        T* output = _task.Output + _task.OutputStart(_batch, _head);
        T scale = T.CreateTruncating(_shape.Scale);
        for (int q = 0; q < PaddedQueries(_shape); q += Lanes)
        {
            int rows = Math.Min(Lanes, _shape.Queries - q);
            LanePanel<T>.Pack(_queries[q], _queries.Row, rows, _shape.Width, _queryPanels + (nint)q * _shape.Width, Lanes, _shape.Scale * AttentionKernel.Log2E);
            LanePanel<T>.Pack(_gradients[q], _gradients.Row, rows, _shape.ValueWidth, _gradientPanels + (nint)q * _shape.ValueWidth, Lanes, _shape.Scale);
            for (int r = 0; r < Lanes; r++)
            {
                int row = q + r;
                bool exists = r < rows;
                _references[row] = exists ? statistics[2 * row] : T.Zero;
                _logSums[row] = exists ? statistics[2 * row + 1] : AttentionKernel.Number<T>(double.PositiveInfinity);
                _means[row] = exists
                    ? scale * TensorPrimitives.Dot(new ReadOnlySpan<T>(_gradients[row], _shape.ValueWidth), new ReadOnlySpan<T>(output + row * _task.OutputRow, _shape.ValueWidth)) : T.Zero;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Blocks(int from, int keys, RowView<T> queries, RowView<T> gradients, RowView<T> kept, RowView<T> values, RowView<T> dq, RowView<T> dk, RowView<T> dv)
    {
        AttentionKeys<T> view = AttentionKeys<T>.Listed(_numbers + from, keys);
        for (int k = 0; k < keys; k += BlockKeys)
        {
            int count = Math.Min(BlockKeys, keys - k);
            for (int q = 0; q < _shape.Queries; q += BlockQueries)
            {
                int rows = Math.Min(BlockQueries, _shape.Queries - q);
                if (_shape.Causal && view.Number(k) >= q + rows) continue;
                Weights(view, kept[k], kept.Row, values[k], values.Row, k, count, q, rows);
                Multiply<RowTerms>(count, rows, _probabilities, gradients[q], gradients.Row, dv[k], dv.Row, _shape.ValueWidth);
                Multiply<RowTerms>(count, rows, _slopes, queries[q], queries.Row, dk[k], dk.Row, _shape.Width);
                Multiply<BlockColumnTerms>(rows, count, _slopes, kept[k], kept.Row, dq[q], dq.Row, _shape.Width);
            }
        }
    }

    /// <summary>p and ds of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Weights(in AttentionKeys<T> view, T* keys, nint keyRow, T* values, nint valueRow, int k, int count, int q, int rows)
    {
        AttentionProduct<T> scores = new() { Terms = _shape.Width, A = keys, ARow = keyRow, BRow = Lanes, CRow = BlockQueries, Columns = 1 };
        AttentionProduct<T> slopes = scores with { Terms = _shape.ValueWidth, A = values, ARow = valueRow };
        for (int tile = 0; tile < rows; tile += Lanes)
        {
            scores.B = _queryPanels + (nint)(q + tile) * _shape.Width;
            scores.C = _probabilities + tile;
            slopes.B = _gradientPanels + (nint)(q + tile) * _shape.ValueWidth;
            slopes.C = _slopes + tile;
            AttentionTile<T, TVector, TWidth>.Multiply<PanelTerms>(count, &scores);
            AttentionTile<T, TVector, TWidth>.Multiply<PanelTerms>(count, &slopes);
            AttentionHiding<T>.Apply(_task, view, _batch, _head, q + tile, Math.Min(Lanes, rows - tile), k, count, scores.C, BlockQueries);
            Exponentials(count, q + tile, scores.C, slopes.C);
            Exponentials(count, q + tile + TWidth.Count, scores.C + TWidth.Count, slopes.C + TWidth.Count);
        }
    }

    /// <summary>Scores become p, and v · dy becomes ds, for one vector of queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Exponentials(int count, int q, T* scores, T* slopes)
    {
        TVector reference = TWidth.Load(_references + q), logSum = TWidth.Load(_logSums + q), mean = TWidth.Load(_means + q);
        for (int j = 0; j < count; j++, scores += BlockQueries, slopes += BlockQueries)
        {
            TVector p = PowerOfTwo<T, TVector, TWidth>.Of(TWidth.Subtract(TWidth.Subtract(TWidth.Load(scores), reference), logSum));
            TWidth.Store(p, scores);
            TWidth.Store(TWidth.Multiply(p, TWidth.Subtract(TWidth.Load(slopes), mean)), slopes);
        }
    }

    private static void Multiply<TTerms>(int rows, int terms, T* a, T* b, nint bRow, T* c, nint cRow, int width) where TTerms : struct, IProductTerms
    {
        AttentionProduct<T> product = new()
        {
            Terms = terms,
            A = a,
            ARow = BlockQueries,
            B = b,
            BRow = bRow,
            BColumns = Lanes,
            C = c,
            CRow = cRow,
            Columns = (width + Lanes - 1) / Lanes,
            Accumulate = true,
        };
        if (TTerms.LanesOfA > 0) product.ARow = 1;
        AttentionTile<T, TVector, TWidth>.Multiply<TTerms>(rows, &product);
    }
}
