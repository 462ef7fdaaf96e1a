namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Several passes as one.</summary>
    /// <param name="count">How many; <see langword="null"/>: without end (then tell <c>Fit</c> the stepsPerEpoch). An empty source ends it.</param>
    /// <returns>The elements, again and again; steps before it shuffle every time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Dataset Repeat(int? count = null)
    {
        if (count is { } times) Require.AtLeast(0, times, "Dataset.Repeat", nameof(count));
        return Then($"Repeat({count})", count is { } known ? Cardinality * known : null, _ => Pass(), OwnsMemory);

        IEnumerator<Examples> Pass()
        {
            for (long pass = 0; count is null || pass < count; pass++)
            {
                bool any = false;
                foreach (Examples element in this)
                {
                    any = true;
                    yield return element;
                }
                if (!any) yield break;
            }
        }
    }

    /// <summary>The first elements.</summary>
    /// <param name="count">How many at most; no more are read.</param>
    /// <returns>They alone.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Dataset Take(int count)
    {
        Require.AtLeast(0, count, "Dataset.Take");
        return Then($"Take({count})", Cardinality is { } known ? Math.Min(known, count) : null, _ => this.AsEnumerable().Take(count).GetEnumerator(), OwnsMemory);
    }

    /// <summary>Leaves the first elements out.</summary>
    /// <param name="count">How many; they are read all the same.</param>
    /// <returns>The rest.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public Dataset Skip(int count)
    {
        Require.AtLeast(0, count, "Dataset.Skip");
        return Then($"Skip({count})", Cardinality is { } known ? Math.Max(0, known - count) : null, _ => this.AsEnumerable().Skip(count).GetEnumerator(), OwnsMemory);
    }

    /// <summary>Every so-manieth element: the part of one of several programs that share the data.</summary>
    /// <param name="numShards">How many parts there are.</param>
    /// <param name="index">Which part, from 0.</param>
    /// <returns>The elements index, index + numShards, …</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, numShards).</exception>
    public Dataset Shard(int numShards, int index)
    {
        Require.Positive(numShards, "Dataset.Shard");
        if (index < 0 || index >= numShards)
            throw new ArgumentOutOfRangeException(nameof(index), $"Dataset.Shard expects an index in [0, {numShards}). Received {index}.");
        long? count = Cardinality is { } known ? Math.Max(0, (known - index + numShards - 1) / numShards) : null;
        return Then($"Shard({numShards}, {index})", count, _ => Pass(), OwnsMemory);

        IEnumerator<Examples> Pass()
        {
            long place = 0;
            foreach (Examples element in this)
                if (place++ % numShards == index) yield return element;
        }
    }

    /// <summary>Another dataset behind this one.</summary>
    /// <param name="next">What follows.</param>
    /// <returns>The elements of both.</returns>
    public Dataset Concatenate(Dataset next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Then($"Concatenate({next})", Cardinality + next.Cardinality, _ => Enumerable.Concat(this, next).GetEnumerator(), OwnsMemory && next.OwnsMemory);
    }

    /// <summary>Makes a dataset of every element, and takes turns between some of them.</summary>
    /// <param name="map">Opens the dataset of an element, such as one file of many.</param>
    /// <param name="cycleLength">How many are open at once.</param>
    /// <param name="blockLength">How many elements come from one before the next has its turn.</param>
    /// <returns>The elements of all, in an order that is always the same. To read them at once, let <paramref name="map"/> end in <c>Prefetch</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public Dataset Interleave(Func<Examples, Dataset> map, int cycleLength, int blockLength = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        Require.Positive(cycleLength, "Dataset.Interleave");
        Require.Positive(blockLength, "Dataset.Interleave");
        return Then($"Interleave(…, {cycleLength}, {blockLength})", null, owner => new TakingTurns(owner, this, map, cycleLength, blockLength).Elements(), ownsMemory: false);
    }
}
