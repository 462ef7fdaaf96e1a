namespace Heed;

/// <summary>Where batches come from. A batch is made when it is asked for, so that its memory belongs to the step that uses it.</summary>
internal abstract class BatchSource
{
    private IEnumerator<Func<Examples>>? _pass;

    /// <summary>Batches in a pass through the data, if that is known.</summary>
    public abstract int? Count { get; }

    /// <summary>One pass through the data.</summary>
    protected abstract IEnumerable<Func<Examples>> Pass();

    /// <summary>The batches of one epoch: a whole pass, or so many steps, from where the last epoch ended to the end of the data at most.</summary>
    /// <remarks>Source: keras/src/trainers/epoch_iterator.py.</remarks>
    public IEnumerable<Func<Examples>> Epoch(int? steps)
    {
        if (steps is null)
        {
            foreach (Func<Examples> batch in Pass()) yield return batch;
            yield break;
        }
        for (int step = 0; step < steps; step++)
        {
            if (!Advance(mayRestart: step == 0)) yield break;
            yield return _pass!.Current;
        }
    }

    /// <summary>Lets the next epoch begin at the first batch.</summary>
    public void Restart()
    {
        _pass?.Dispose();
        _pass = null;
    }

    private bool Advance(bool mayRestart)
    {
        _pass ??= Pass().GetEnumerator();
        if (_pass.MoveNext()) return true;
        Restart();
        return mayRestart && Advance(mayRestart: false);
    }
}

/// <summary>Batches that somebody else makes; every pass enumerates them anew.</summary>
internal sealed class GivenBatches(IEnumerable<Examples> batches) : BatchSource
{
    public override int? Count => batches switch
    {
        Dataset dataset => dataset.Cardinality is { } known and <= int.MaxValue ? (int)known : null,
        _ => batches.TryGetNonEnumeratedCount(out int count) ? count : null,
    };

    protected override IEnumerable<Func<Examples>> Pass()
    {
        bool owned = batches is Dataset { OwnsMemory: true };
        foreach (Examples batch in batches)
        {
            Arrays.RequireOneLength(batch);
            yield return owned ? batch.OwnedByScope : () => batch;
        }
    }
}
