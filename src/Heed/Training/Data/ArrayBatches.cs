namespace Heed;

/// <summary>Cuts data in memory into batches; the last one may be smaller.</summary>
/// <remarks>Source: keras/src/trainers/data_adapters/array_data_adapter.py.</remarks>
internal sealed class ArrayBatches : BatchSource
{
    private readonly Examples _data;
    private readonly int _length, _batchSize;
    private Random? _random;

    /// <param name="data">All examples.</param>
    /// <param name="batchSize">Examples in a batch; <see langword="null"/>: 32 or, with steps, their share of the data.</param>
    /// <param name="steps">Steps of an epoch, if they were given.</param>
    /// <param name="shuffle">Take the examples in another order in every pass?</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    public ArrayBatches(Examples data, int? batchSize, int? steps = null, bool shuffle = false, int? seed = null)
    {
        (_data, _length) = (data, Arrays.RequireOneLength(data));
        _batchSize = batchSize is { } size ? Require.Positive(size, "Fit", nameof(batchSize)) : steps is { } count ? (_length + count - 1) / count : 32;
        if (!shuffle) return;
        Seed = seed ?? GlobalSeed.Next();
        _random = new Random(Seed.Value);
    }

    public override int? Count => (_length + _batchSize - 1) / _batchSize;

    protected override IEnumerable<Func<Examples>> Pass()
    {
        int[] order = _random is null ? [] : [.. Enumerable.Range(0, _length)];
        _random?.Shuffle(order);
        for (int start = 0; start < _length; start += _batchSize)
        {
            (int first, int end) = (start, Math.Min(start + _batchSize, _length));
            yield return order.Length == 0
                ? () => _data.Map(x => Arrays.Cut(x, first, end))
                : () => Arrays.Pick(_data, order[first..end]);
        }
    }

    public override Func<Examples> Sample() => () => _data.Map(x => Arrays.Cut(x, 0, Math.Min(_batchSize, _length)));

    protected override void Skip(int passes, int? seed)
    {
        if (_random is null || seed is not { } number) return;
        Seed = number;
        _random = new Random(number);
        int[] order = new int[_length];
        for (int pass = 0; pass < passes; pass++) _random.Shuffle(order);
    }
}
