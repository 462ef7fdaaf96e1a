namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Changes every element.</summary>
    /// <remarks>
    /// With several calls at once the function must be fit for that: no shared state, and no layer that draws random numbers (the other Map hands out repeatable ones).
    /// </remarks>
    /// <param name="map">Makes the new element.</param>
    /// <param name="numParallelCalls">How many elements are computed at once, on threads of the pool. The result is the same, in the same order.</param>
    /// <returns>The new elements, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numParallelCalls"/> is below 1.</exception>
    public Dataset Map(Func<Examples, Examples> map, int numParallelCalls = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Mapped((element, _, _) => map(element), numParallelCalls);
    }

    /// <summary>Changes every element at random; the numbers follow from the seed, the pass and the element's place, so workers change nothing.</summary>
    /// <param name="map">Makes the new element.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="numParallelCalls">How many elements are computed at once, on threads of the pool. The result is the same, in the same order.</param>
    /// <returns>The new elements, in order; others in every pass.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numParallelCalls"/> is below 1.</exception>
    public Dataset Map(Func<Examples, Random, Examples> map, int? seed = null, int numParallelCalls = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        int start = seed ?? GlobalSeed.Next();
        return Mapped((element, pass, index) => map(element, Seeds.At(start, pass, index)), numParallelCalls);
    }

    /// <summary>Keeps the elements that fulfil a condition.</summary>
    /// <param name="predicate">Is this one kept?</param>
    /// <returns>The others are left out.</returns>
    public Dataset Filter(Func<Examples, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Then("Filter(…)", null, Pass, OwnsMemory);

        IEnumerator<Examples> Pass(string owner)
        {
            long index = 0;
            foreach (Examples element in this)
                if (Elements.MoveNext(owner, index++, () => Kept(element))) yield return element;
        }

        bool Kept(Examples element)
        {
            using var scope = new MemoryScope();
            return predicate(element);
        }
    }

    private Dataset Mapped(Func<Examples, long, long, Examples> map, int numParallelCalls)
    {
        Require.Positive(numParallelCalls, $"{nameof(Dataset)}.{nameof(Map)}");
        int workers = OperatingSystem.IsBrowser() ? 1 : numParallelCalls;
        long passes = -1;
        return Then("Map(…)", Cardinality, Pass, ownsMemory: false);

        IEnumerator<Examples> Pass(string owner)
        {
            long pass = Interlocked.Increment(ref passes);
            return workers == 1 ? InTurn(owner, pass) : new OrderedWork(this, workers, (element, index) => Apply(owner, element, pass, index)).Results();
        }

        IEnumerator<Examples> InTurn(string owner, long pass)
        {
            long index = 0;
            foreach (Examples element in this) yield return Apply(owner, element, pass, index++);
        }

        Examples Apply(string owner, Examples element, long pass, long index)
        {
            using var scope = new MemoryScope();
            return Elements.Made(owner, index, () => map(element, pass, index));
        }
    }
}
