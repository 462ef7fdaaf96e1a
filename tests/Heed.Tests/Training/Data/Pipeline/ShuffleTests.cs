namespace Heed.Tests.Training;

[Collection(Heed.Tests.Kernels.ThreadCountCollection.Name)]      // alone: the global seed is the process's
public class ShuffleTests
{
    [Fact]
    public void All_elements_come_once_in_another_order()
    {
        long[] order = Numbers.Of(Numbers.UpTo(50).Shuffle(50, seed: 1));
        Assert.NotEqual(order.Order(), order);
        Assert.Equal(Numbers.Of(Numbers.UpTo(50)), order.Order());
    }

    [Fact]
    public void The_seed_repeats_all_passes_and_passes_differ()
    {
        Dataset one = Numbers.UpTo(20).Shuffle(20, seed: 3), other = Numbers.UpTo(20).Shuffle(20, seed: 3);
        long[] first = Numbers.Of(one), second = Numbers.Of(one);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Numbers.Of(other));
        Assert.Equal(second, Numbers.Of(other));
        Assert.NotEqual(first, Numbers.Of(Numbers.UpTo(20).Shuffle(20, seed: 4)));
    }

    [Fact]
    public void Without_reshuffling_all_passes_are_equal()
    {
        Dataset same = Numbers.UpTo(20).Shuffle(20, seed: 3, reshuffleEachIteration: false);
        Assert.Equal(Numbers.Of(same), Numbers.Of(same));
    }

    [Fact]
    public void A_buffer_lets_no_element_come_too_early()
    {
        long[] order = Numbers.Of(Numbers.UpTo(100).Shuffle(10, seed: 5));
        Assert.All(order.Index(), pair => Assert.True(pair.Item < pair.Index + 10));
        Assert.Equal(Numbers.Of(Numbers.UpTo(5)), Numbers.Of(Numbers.UpTo(5).Shuffle(1)));
    }

    [Fact]
    public void The_global_seed_makes_an_unseeded_shuffle_repeatable()
    {
        long[] Order()
        {
            Runtime.SetRandomSeed(7);
            return Numbers.Of(Numbers.UpTo(30).Shuffle(30));
        }
        Assert.Equal(Order(), Order());
    }

    /// <summary>Each of 5 elements is first equally often: chi-squared with 4 degrees of freedom is below 18.5 in 999 of 1,000 cases.</summary>
    [Fact]
    public void Every_order_is_equally_likely()
    {
        Dataset shuffled = Numbers.UpTo(5).Shuffle(5, seed: 11);
        var counts = new int[5, 5];
        for (int pass = 0; pass < 2000; pass++)
            foreach ((int place, long value) in Numbers.Of(shuffled).Index()) counts[place, value]++;
        for (int place = 0; place < 5; place++)
            Assert.True(Enumerable.Range(0, 5).Sum(value => Math.Pow(counts[place, value] - 400, 2) / 400) < 18.5);
    }
}
