namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Reads ahead on a thread of its own, so that the next batch is ready when a training step ends.</summary>
    /// <param name="bufferSize">How many elements wait at most.</param>
    /// <returns>The same elements. Disposing an enumerator stops the reading, after the element that is being read.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is below 1.</exception>
    public Dataset Prefetch(int bufferSize)
    {
        Require.Positive(bufferSize, "Dataset.Prefetch");
        return Then($"Prefetch({bufferSize})", Cardinality, _ => OperatingSystem.IsBrowser() ? GetEnumerator() : Pass(), OwnsMemory);

        IEnumerator<Examples> Pass()
        {
            using var ahead = new ReadAhead(this, bufferSize);
            foreach (Examples element in ahead.Elements()) yield return element;
        }
    }
}
