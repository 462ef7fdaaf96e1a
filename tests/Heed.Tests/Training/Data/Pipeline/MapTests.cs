namespace Heed.Tests.Training;

public class MapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Workers_change_neither_order_nor_random_numbers(int workers)
    {
        Dataset Pipeline(int calls) => Numbers.UpTo(40).Shuffle(40, seed: 2).Map((element, random) =>
        {
            Thread.Sleep(random.Next(3));
            return new(element.X[0] * 1000 + random.Next(1000));
        }, seed: 5, numParallelCalls: calls).Batch(7).Prefetch(2);

        Dataset expected = Pipeline(1), mapped = Pipeline(workers);
        for (int pass = 0; pass < 2; pass++) Assert.Equal(Numbers.Of(expected), Numbers.Of(mapped));
    }

    [Fact]
    public void Random_numbers_differ_between_elements_passes_and_seeds()
    {
        Dataset Drawn(int seed) => Numbers.UpTo(3).Map((_, random) => Numbers.Number(random.NextInt64()), seed);
        Dataset one = Drawn(1);
        long[] all = [.. Numbers.Of(one), .. Numbers.Of(one), .. Numbers.Of(Drawn(2))];
        Assert.Equal(9, all.Distinct().Count());
    }

    [Fact]
    public void Several_elements_are_computed_at_once()
    {
        using var both = new Barrier(2);
        Assert.Equal([0, 1], Numbers.Of(Numbers.UpTo(2).Map(element =>
        {
            Assert.True(both.SignalAndWait(10_000));
            return element;
        }, numParallelCalls: 2)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failure_comes_after_the_elements_before_it(int workers)
    {
        var seen = new List<long>();
        var error = Assert.Throws<InvalidDataException>(() => seen.AddRange(Numbers.UpTo(20).Map(
            element => Numbers.Value(element) == 5 ? throw new FormatException("five") : element, workers).Select(Numbers.Value)));
        Assert.Equal("Dataset.Map(…) failed at element 5: five", error.Message);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failure_of_the_source_comes_in_its_place(int workers)
    {
        var source = new Numbers.Source(9, failsAt: 6);
        using IEnumerator<Examples> pass = source.Dataset.Map(x => x, workers).GetEnumerator();
        for (int i = 0; i < 6; i++) Assert.True(pass.MoveNext());
        Assert.Contains("the disk is gone", Assert.Throws<InvalidDataException>(() => pass.MoveNext()).Message);
        Assert.Equal(1, source.Closed);
    }

    [Fact]
    public void Disposing_waits_for_running_work_and_closes_the_source()
    {
        var source = new Numbers.Source(100);
        int running = 0;
        using (IEnumerator<Examples> pass = source.Dataset.Map(element =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(5);
            Interlocked.Decrement(ref running);
            return element;
        }, numParallelCalls: 4).GetEnumerator()) pass.MoveNext();
        Assert.Equal((0, 1), (Volatile.Read(ref running), source.Closed));
        Assert.InRange(source.Asked, 1, 4);
    }

    [Fact]
    public void Intermediate_tensors_go_back_and_results_stay()
    {
        Tensor? between = null;
        Examples element = Numbers.UpTo(1).Map(x => new((between = x.X[0] + 1) * 2)).Single();
        Assert.Equal(2, Numbers.Value(element));
        Assert.Throws<ObjectDisposedException>(() => between!.ToArray<long>());
    }

    [Fact]
    public void Filtering_keeps_what_fits_and_names_failures()
    {
        Assert.Equal([0, 2, 4], Numbers.Of(Numbers.UpTo(6).Filter(element => Numbers.Value(element) % 2 == 0)));
        Assert.Contains("Dataset.Filter(…) failed at element 1", Assert.Throws<InvalidDataException>(
            () => Numbers.UpTo(3).Filter(element => Numbers.Value(element) == 1 ? throw new FormatException() : true).Count()).Message);
    }
}
