namespace Heed;

/// <summary>Several open datasets that give elements in turn; where one ends, the next of the source takes its place.</summary>
/// <param name="owner">Whom errors name.</param>
/// <param name="source">Of whose elements the datasets are made.</param>
/// <param name="map">Makes one.</param>
/// <param name="cycleLength">How many are open at once.</param>
/// <param name="blockLength">How many elements a turn has.</param>
/// <remarks>Source: tensorflow/core/kernels/data/interleave_dataset_op.cc, for the order.</remarks>
internal sealed class TakingTurns(string owner, IEnumerable<Examples> source, Func<Examples, Dataset> map, int cycleLength, int blockLength)
{
    private readonly IEnumerator<Examples>?[] _open = new IEnumerator<Examples>?[cycleLength];
    private long _opened;
    private bool _more = true;

    public IEnumerator<Examples> Elements()
    {
        using IEnumerator<Examples> inputs = source.GetEnumerator();
        try
        {
            for (int turn = 0; _more || Array.Exists(_open, x => x is not null); turn = (turn + 1) % cycleLength)
            {
                if ((_open[turn] ??= Open(inputs)) is not { } elements) continue;
                int given = 0;
                while (given < blockLength && elements.MoveNext())
                {
                    given++;
                    yield return elements.Current;
                }
                if (given == blockLength) continue;
                elements.Dispose();
                _open[turn] = null;
            }
        }
        finally
        {
            foreach (IEnumerator<Examples>? elements in _open) elements?.Dispose();
        }
    }

    private IEnumerator<Examples>? Open(IEnumerator<Examples> inputs)
    {
        if (!_more || !(_more = inputs.MoveNext())) return null;
        IEnumerator<Examples>? elements = null;
        Heed.Elements.MoveNext(owner, _opened++, () => (elements = map(inputs.Current).GetEnumerator()) is not null);
        return elements;
    }
}
