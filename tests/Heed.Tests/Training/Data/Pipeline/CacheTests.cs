namespace Heed.Tests.Training;

public class CacheTests
{
    [Fact]
    public void Elements_are_read_once()
    {
        var source = new Numbers.Source(5);
        Dataset cached = source.Dataset.Cache();
        for (int pass = 0; pass < 3; pass++) Assert.Equal([0, 1, 2, 3, 4], Numbers.Of(cached));
        Assert.Equal((5, 1, 1), (source.Asked, source.Opened, source.Closed));
    }

    [Fact]
    public void A_pass_that_stops_early_is_gone_on_with()
    {
        var source = new Numbers.Source(5);
        Dataset cached = source.Dataset.Cache();
        Assert.Equal([0, 1], Numbers.Of(cached.Take(2)));
        Assert.Equal(2, source.Asked);
        Assert.Equal([0, 1, 2, 3, 4], Numbers.Of(cached));
        Assert.Equal((5, 1), (source.Asked, source.Opened));
    }

    [Fact]
    public void Two_passes_at_once_share_the_reading()
    {
        var source = new Numbers.Source(4);
        Dataset cached = source.Dataset.Cache();
        Assert.Equal([(0, 0), (1, 1), (2, 2), (3, 3)], cached.Zip(cached, (x, y) => (Numbers.Value(x), Numbers.Value(y))));
        Assert.Equal(4, source.Asked);
    }

    [Fact]
    public void After_a_failure_the_next_pass_begins_anew()
    {
        bool fails = true;
        Dataset cached = Numbers.UpTo(3).Map(x => Numbers.Value(x) == 1 && fails ? throw new IOException("once") : x).Cache();
        Assert.Throws<InvalidDataException>(() => cached.Count());
        fails = false;
        Assert.Equal([0, 1, 2], Numbers.Of(cached));
    }

    [Fact]
    public void Cached_batches_outlive_the_training_steps_that_use_them()
    {
        Dataset cached = Dataset.FromTensorSlices(new float[8, 2], new float[8, 1]).Batch(4).Cache();
        var model = new Sequential { Heed.Layers.Input.Of([2]), new Heed.Layers.Dense(1) };
        model.Compile(new Heed.Optimizers.SGD(0.1), loss: "mean_squared_error");
        Assert.Equal(3, model.Fit(cached, epochs: 3)["loss"].Count);
    }
}
