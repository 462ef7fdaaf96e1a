namespace Heed.Tests.Training;

public class PrefetchTests
{
    [Fact]
    public void Elements_come_in_order() => Assert.Equal(Numbers.Of(Numbers.UpTo(100)), Numbers.Of(Numbers.UpTo(100).Prefetch(3)));

    [Fact]
    public void It_reads_ahead_but_no_further_than_its_buffer()
    {
        var source = new Numbers.Source(100);
        using IEnumerator<Examples> pass = source.Dataset.Prefetch(3).GetEnumerator();
        Assert.Equal(0, source.Asked);
        pass.MoveNext();
        Assert.True(SpinWait.SpinUntil(() => source.Asked == 5, 10_000));     // one given, three waiting, one at the door
        Thread.Sleep(20);
        Assert.Equal(5, source.Asked);
    }

    [Fact]
    public void Disposing_stops_the_thread_and_closes_the_source()
    {
        var source = new Numbers.Source(1000);
        using (IEnumerator<Examples> pass = source.Dataset.Prefetch(2).GetEnumerator()) pass.MoveNext();
        Assert.Equal(1, source.Closed);
        int asked = source.Asked;
        Thread.Sleep(20);
        Assert.Equal(asked, source.Asked);
    }

    [Fact]
    public void A_failure_comes_after_the_elements_before_it()
    {
        using IEnumerator<Examples> pass = new Numbers.Source(9, failsAt: 4).Dataset.Prefetch(8).GetEnumerator();
        for (int i = 0; i < 4; i++) Assert.True(pass.MoveNext());
        Assert.Contains("element 4", Assert.Throws<InvalidDataException>(() => pass.MoveNext()).Message);
    }

    [Fact]
    public void Chains_of_readers_stop_together()
    {
        var source = new Numbers.Source(1000);
        Dataset chain = source.Dataset.Prefetch(2).Map(x => x, numParallelCalls: 3).Prefetch(2).Batch(4).Prefetch(1);
        Assert.Equal([0, 1, 2, 3], Numbers.Of(chain.Take(1)));
        Assert.Equal(1, source.Closed);
    }
}
