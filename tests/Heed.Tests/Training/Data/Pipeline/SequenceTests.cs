namespace Heed.Tests.Training;

public class SequenceTests
{
    [Fact]
    public void Repeating_gives_passes_and_ends_with_an_empty_source()
    {
        Assert.Equal([0, 1, 0, 1, 0, 1], Numbers.Of(Numbers.UpTo(2).Repeat(3)));
        Assert.Equal([0, 1, 0], Numbers.Of(Numbers.UpTo(2).Repeat().Take(3)));
        Assert.Empty(Numbers.UpTo(0).Repeat());
        Assert.Empty(Numbers.UpTo(2).Repeat(0));
    }

    [Fact]
    public void Every_repetition_is_shuffled_anew()
    {
        long[] twice = Numbers.Of(Numbers.UpTo(20).Shuffle(20, seed: 1).Repeat(2));
        Assert.NotEqual(twice[..20], twice[20..]);
        Assert.Equal(twice[..20].Order(), twice[20..].Order());
    }

    [Fact]
    public void Taking_reads_no_more_than_it_gives_and_closes_the_source()
    {
        var source = new Numbers.Source(10);
        Assert.Equal([0, 1, 2], Numbers.Of(source.Dataset.Take(3)));
        Assert.Equal((3, 1), (source.Asked, source.Closed));
    }

    [Fact]
    public void Skipping_sharding_and_concatenating()
    {
        Assert.Equal([3, 4], Numbers.Of(Numbers.UpTo(5).Skip(3)));
        Assert.Equal([1, 4, 7], Numbers.Of(Numbers.UpTo(9).Shard(3, 1)));
        Assert.Equal([0, 1, 0, 1, 2], Numbers.Of(Numbers.UpTo(2).Concatenate(Numbers.UpTo(3))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers.UpTo(9).Shard(3, 3));
    }

    /// <summary>The example in the documentation of tf.data.Dataset.interleave.</summary>
    [Fact]
    public void Interleaving_takes_turns_as_tf_does()
    {
        Dataset mixed = Dataset.Range(1, 6).Interleave(x => Dataset.FromTensors(x.X).Repeat(6), cycleLength: 2, blockLength: 4);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5], Numbers.Of(mixed));
    }

    [Fact]
    public void A_dataset_that_ends_within_its_turn_makes_room_at_once()
    {
        int[] lengths = [2, 8, 4];
        Dataset mixed = Numbers.UpTo(3).Interleave(x => Dataset.FromTensors(x.X).Repeat(lengths[Numbers.Value(x)]), cycleLength: 2, blockLength: 4);
        Assert.Equal([0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1], Numbers.Of(mixed));
    }

    [Fact]
    public void Interleaving_with_readers_ahead_keeps_the_order_and_closes_all()
    {
        Numbers.Source[] sources = [new(20), new(5), new(9)];
        Dataset Mixed(bool ahead) => Numbers.UpTo(3).Interleave(x => ahead ? sources[Numbers.Value(x)].Dataset.Prefetch(2) : sources[Numbers.Value(x)].Dataset, 3);
        Assert.Equal(Numbers.Of(Mixed(false)), Numbers.Of(Mixed(true)));
        Assert.Equal(4, Mixed(true).Take(4).Count());
        Assert.All(sources, source => Assert.Equal(3, source.Closed));
    }
}
