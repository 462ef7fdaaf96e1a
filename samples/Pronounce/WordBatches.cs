using System.Collections;
using Heed;

namespace Pronounce;

/// <summary>Batches of words, padded to the longest in the batch; every pass shuffles anew.</summary>
internal sealed class WordBatches(Entry[] entries, int batchSize, int seed) : IEnumerable<Examples>
{
    private readonly Random _random = new(seed);

    /// <summary>Batches in a pass.</summary>
    public int Count => (entries.Length + batchSize - 1) / batchSize;

    public IEnumerator<Examples> GetEnumerator()
    {
        var shuffled = (Entry[])entries.Clone();
        _random.Shuffle(shuffled);
        foreach (Entry[] batch in shuffled.Chunk(batchSize))
        {
            var (previous, next) = Batches.Phonemes(batch);
            yield return new Examples([Batches.Letters([.. batch.Select(entry => entry.Word)]), previous], next);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
