namespace Heed;

/// <summary>Where batches come from. A batch is made when it is asked for, so that its memory belongs to the step that uses it.</summary>
internal abstract class BatchSource
{
    private IEnumerator<Func<Examples>>? _pass;
    private int _passes, _taken;

    /// <summary>Batches in a pass through the data, if that is known.</summary>
    public abstract int? Count { get; }

    /// <summary>What makes the order of the examples repeatable, if it changes from pass to pass.</summary>
    public int? Seed { get; protected set; }

    /// <summary>Where the data stand.</summary>
    public BatchPosition Position => new(Seed, _passes, _pass is null ? null : _taken);

    /// <summary>One pass through the data.</summary>
    protected abstract IEnumerable<Func<Examples>> Pass();

    /// <summary>Goes back to the first pass and leaves out so many.</summary>
    protected virtual void Skip(int passes, int? seed) { }

    /// <summary>A batch that shows what batches are like, without a step forward.</summary>
    public virtual Func<Examples> Sample() => Pass().First();

    /// <summary>The batches of one epoch: a whole pass, or so many steps, from where the last epoch ended to the end of the data at most.</summary>
    /// <param name="steps">Steps of an epoch; null: a whole pass.</param>
    /// <param name="first">The first step, where an interrupted epoch goes on.</param>
    /// <remarks>Source: keras/src/trainers/epoch_iterator.py.</remarks>
    public IEnumerable<Func<Examples>> Epoch(int? steps, int first = 0)
    {
        if (steps is null && first == 0) Restart();
        try
        {
            for (int step = first; steps is null || step < steps; step++)
            {
                if (!Advance(mayRestart: step == 0 && steps is not null)) yield break;
                yield return _pass!.Current;
            }
        }
        finally
        {
            if (steps is null) Restart();
        }
    }

    /// <summary>Ends the running pass: the next epoch begins at the first batch.</summary>
    public void Restart()
    {
        _pass?.Dispose();
        _pass = null;
    }

    /// <summary>Goes to a place where another run stood.</summary>
    public void GoTo(BatchPosition position)
    {
        Restart();
        (_passes, int taken) = (position.Taken is null ? position.Passes : position.Passes - 1, position.Taken ?? 0);
        Skip(_passes, position.Seed);
        for (int i = 0; i < taken; i++) Advance(mayRestart: false);
    }

    private bool Advance(bool mayRestart)
    {
        if (_pass is null)
        {
            _pass = Pass().GetEnumerator();
            (_passes, _taken) = (_passes + 1, 0);
        }
        if (_pass.MoveNext())
        {
            _taken++;
            return true;
        }
        Restart();
        return mayRestart && Advance(mayRestart: false);
    }
}

/// <summary>A place in the data of a training.</summary>
/// <param name="Seed">What makes the order of the examples repeatable; null: it does not change.</param>
/// <param name="Passes">Passes begun.</param>
/// <param name="Taken">Batches taken in the running pass; null: none runs.</param>
internal readonly record struct BatchPosition(int? Seed, int Passes, int? Taken);

/// <summary>Batches that somebody else makes; every pass enumerates them anew.</summary>
/// <param name="batches">The batches.</param>
/// <param name="complete">Adds what was given beside the batches, such as weights of classes.</param>
internal sealed class GivenBatches(IEnumerable<Examples> batches, Func<Examples, Examples>? complete = null) : BatchSource
{
    public override int? Count => batches switch
    {
        Dataset dataset => dataset.Cardinality is { } known and <= int.MaxValue ? (int)known : null,
        _ => batches.TryGetNonEnumeratedCount(out int count) ? count : null,
    };

    protected override IEnumerable<Func<Examples>> Pass()
    {
        bool owned = batches is Dataset { OwnsMemory: true };
        using IEnumerator<Examples> all = batches.GetEnumerator();
        for (int number = 0; Next(all, number) is { } batch; number++)
        {
            Arrays.RequireOneLength(batch);
            Func<Examples> make = owned ? batch.OwnedByScope : () => batch;
            yield return complete is null ? make : () => complete(make());
        }
    }

    private static Examples? Next(IEnumerator<Examples> all, int number)
    {
        Examples? batch;
        try
        {
            if (!all.MoveNext()) return null;
            batch = all.Current;
        }
        catch (Exception error) when (error is not (ShapeException or InvalidDataException or OperationCanceledException))
        {
            string message = $"Fit, Evaluate and Predict expect batches that can be made. Received {error.GetType().Name} while batch {number} was made: " +
                $"{error.Message.TrimEnd().TrimEnd('.')}. What was learned until then is kept.";
            throw error is ArgumentException ? new ArgumentException(message, error) : new InvalidOperationException(message, error);
        }
        return batch ?? throw new ArgumentException($"Fit, Evaluate and Predict expect batches. Received null as batch {number}.");
    }
}
