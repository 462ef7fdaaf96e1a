namespace Heed.Tests.Training;

/// <summary>Datasets of whole numbers, which a reader can follow.</summary>
internal static class Numbers
{
    /// <summary>0, 1, … as int64 scalars.</summary>
    public static Dataset UpTo(long count) => Dataset.Range(count);

    /// <summary>The numbers that come out; those of a batch one after the other.</summary>
    public static long[] Of(IEnumerable<Examples> dataset) => [.. dataset.SelectMany(element => element.X[0].ToArray<long>())];

    /// <summary>The numbers of each batch.</summary>
    public static long[][] Batches(IEnumerable<Examples> dataset) => [.. dataset.Select(batch => batch.X[0].ToArray<long>())];

    public static Examples Number(long value) => new(Tensor.FromScalar(value));

    public static long Value(Examples element) => element.X[0].Item<long>();

    /// <summary>A source that says which numbers it was asked for, and whether it was closed.</summary>
    public sealed class Source(int count, int? failsAt = null)
    {
        private int _asked, _opened, _closed;

        public int Asked => Volatile.Read(ref _asked);

        public int Opened => Volatile.Read(ref _opened);

        public int Closed => Volatile.Read(ref _closed);

        public Dataset Dataset => Dataset.FromGenerator(Read, count);

        private IEnumerable<Examples> Read()
        {
            Interlocked.Increment(ref _opened);
            try
            {
                for (int i = 0; i < count; i++)
                {
                    Interlocked.Increment(ref _asked);
                    if (i == failsAt) throw new IOException("the disk is gone");
                    yield return Number(i);
                }
            }
            finally
            {
                Interlocked.Increment(ref _closed);
            }
        }
    }
}
