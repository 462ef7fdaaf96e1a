namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Mixes the order: each element is drawn from the next <paramref name="bufferSize"/> that were not drawn yet.</summary>
    /// <param name="bufferSize">How many wait at once; from the number of all elements on, every order is equally likely.</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="reshuffleEachIteration">Another order in every pass, rather than always the same?</param>
    /// <returns>The same elements in another order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is below 1.</exception>
    public Dataset Shuffle(int bufferSize, int? seed = null, bool reshuffleEachIteration = true)
    {
        Require.Positive(bufferSize, "Dataset.Shuffle");
        int start = seed ?? GlobalSeed.Next();
        long passes = -1;
        string step = $"Shuffle({bufferSize})";
        return Rows is { } rows ? OfRows($"{_text}.{step}", Cardinality, rows with { Pass = () => Mixed(rows.Pass(), bufferSize, Draws()) })
            : Then(step, Cardinality, _ => Mixed(this, bufferSize, Draws()).GetEnumerator(), OwnsMemory);

        Random Draws() => Seeds.At(start, reshuffleEachIteration ? Interlocked.Increment(ref passes) : 0);
    }

    private static IEnumerable<T> Mixed<T>(IEnumerable<T> elements, int bufferSize, Random random)
    {
        var waiting = new List<T>();
        foreach (T element in elements)
        {
            if (waiting.Count < bufferSize)
            {
                waiting.Add(element);
                continue;
            }
            int drawn = random.Next(bufferSize);
            T next = waiting[drawn];
            waiting[drawn] = element;
            yield return next;
        }
        while (waiting.Count > 0)
        {
            int drawn = random.Next(waiting.Count);
            T next = waiting[drawn];
            waiting[drawn] = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            yield return next;
        }
    }
}
