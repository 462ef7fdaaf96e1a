namespace Heed.Tests.Training;

[Collection(nameof(DatasetMemoryTests))]
[CollectionDefinition(nameof(DatasetMemoryTests), DisableParallelization = true)]     // it measures the heap
public class DatasetMemoryTests
{
    [Fact]
    public void A_hundred_thousand_elements_leave_nothing_behind()
    {
        Run(5_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Run(100_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 2_000_000);
    }

    /// <summary>Draws batches as Fit does: each is used in a scope of its own.</summary>
    private static void Run(int elements)
    {
        Dataset dataset = Numbers.UpTo(elements).Map(e => new(new float[64], e.X)).Map(e => new(e.X[0] + 1, e.Y), numParallelCalls: 2).Shuffle(100, seed: 1).Batch(50).Prefetch(2);
        double sum = 0;
        foreach (Func<Examples> next in new GivenBatches(dataset).Epoch(null))
        {
            using var scope = new MemoryScope();
            sum += Heed.Ops.Sum(next().X[0]).Item<float>();
        }
        Assert.Equal(64.0 * elements, sum);
    }
}
