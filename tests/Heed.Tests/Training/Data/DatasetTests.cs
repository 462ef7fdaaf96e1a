namespace Heed.Tests.Training;

public class DatasetTests
{
    [Fact]
    public void Slices_are_the_places_of_the_first_axis_with_their_masks()
    {
        Tensor x = new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } };
        x.Mask = new[,] { { true, true }, { true, false }, { false, false } };
        Examples[] elements = [.. Dataset.FromTensorSlices(x, new[] { 7, 8, 9 }, new[] { 0.5f, 1, 2 })];
        Assert.Equal(3, elements.Length);
        Assert.Equal([3f, 4], elements[1].X[0].ToArray<float>());
        Assert.Equal([true, false], elements[1].X[0].Mask!.ToArray<bool>());
        Assert.Equal(Shape.Scalar, elements[1].Y![0].Shape);
        Assert.Equal(8, elements[1].Y![0].Item<int>());
        Assert.Equal(2f, elements[2].SampleWeight![0].Item<float>());
    }

    [Fact]
    public void Names_and_texts_survive_slicing_and_batching()
    {
        var x = Tensors.Named([new("word", new[] { "a", "b", "c" }), new("count", new[] { 1, 2, 3 })]);
        Examples batch = Dataset.FromTensorSlices(x).Batch(2).Skip(1).Single();
        Assert.Equal(["word", "count"], batch.X.Names!);
        Assert.Equal(["c"], batch.X["word"].ToArray<string>());
        Assert.Equal([3], batch.X["count"].ToArray<int>());
    }

    [Fact]
    public void Slices_of_different_lengths_are_refused() =>
        Assert.Contains("x (3,), y (2,)", Assert.Throws<ArgumentException>(() => Dataset.FromTensorSlices(new[] { 1, 2, 3 }, new[] { 1, 2 })).Message);

    [Fact]
    public void A_range_may_step_and_run_backwards()
    {
        Assert.Equal([1, 4, 7], Numbers.Of(Dataset.Range(1, 10, 3)));
        Assert.Equal([5, 3], Numbers.Of(Dataset.Range(5, 1, -2)));
        Assert.Equal(0, Dataset.Range(3, 1).Cardinality);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.Range(1, 2, 0));
    }

    [Fact]
    public void A_single_element_is_given_as_it_is() => Assert.Equal([1f, 2], Dataset.FromTensors(new[] { 1f, 2 }).Single().X[0].ToArray<float>());

    [Fact]
    public void A_generator_that_throws_says_at_which_element_and_keeps_the_cause()
    {
        var seen = new List<long>();
        var error = Assert.Throws<InvalidDataException>(() => seen.AddRange(new Numbers.Source(5, failsAt: 3).Dataset.Select(Numbers.Value)));
        Assert.Equal("Dataset.FromGenerator failed at element 3: the disk is gone", error.Message);
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public void A_name_stands_in_the_errors_of_a_generator()
    {
        IEnumerable<Examples> Broken() => throw new FormatException("no number");
        var error = Assert.Throws<InvalidDataException>(() => Dataset.FromGenerator(Broken, name: "table 7").Count());
        Assert.Equal("table 7 failed at element 0: no number", error.Message);
    }

    [Fact]
    public void An_element_without_values_is_refused()
    {
        Assert.Contains("element 1", Assert.Throws<InvalidDataException>(() => Dataset.FromGenerator([Numbers.Number(1), null!]).Count()).Message);
        Assert.Contains("symbolic", Assert.Throws<InvalidDataException>(() => Dataset.FromGenerator([new Examples(Heed.Layers.Input.Of([2]))]).Count()).Message);
    }

    [Fact]
    public void Every_enumeration_is_a_pass_of_its_own()
    {
        var source = new Numbers.Source(3);
        Assert.Equal([0, 1, 2], Numbers.Of(source.Dataset));
        Assert.Equal([0, 1, 2], Numbers.Of(source.Dataset));
        Assert.Equal((6, 2, 2), (source.Asked, source.Opened, source.Closed));
    }

    [Fact]
    public void Elements_survive_a_scope_that_closes_while_they_wait()
    {
        using IEnumerator<Examples> pass = Dataset.FromTensorSlices(new[] { 1L, 2, 3, 4 }).Map(e => new(e.X[0] * 1)).Shuffle(3, seed: 1).Batch(2).GetEnumerator();
        var numbers = new List<long>();
        for (bool more = true; more;)
        {
            using var scope = new MemoryScope();
            more = pass.MoveNext();
            if (more) numbers.AddRange(pass.Current.X[0].ToArray<long>());
        }
        Assert.Equal([1, 2, 3, 4], numbers.Order());
    }

    [Fact]
    public void The_text_tells_source_and_steps() => Assert.Equal("Dataset.FromTensorSlices(x (10, 2)).Shuffle(10).Batch(4)",
        Dataset.FromTensorSlices(new float[10, 2]).Shuffle(10).Batch(4).ToString());

    [Fact]
    public void Cardinality_is_known_where_it_can_be()
    {
        Dataset ten = Numbers.UpTo(10);
        Assert.Equal(10, ten.Shuffle(3).Map(x => x).Prefetch(1).Cache().Cardinality);
        Assert.Equal((4, 3), (ten.Batch(3).Cardinality, ten.Batch(3, dropRemainder: true).Cardinality));
        Assert.Equal((30, 4, 0), (ten.Repeat(3).Cardinality, ten.Skip(6).Cardinality, ten.Skip(60).Cardinality));
        Assert.Equal((3, 20), (ten.Shard(4, 1).Cardinality, ten.Concatenate(ten).Cardinality));
        Assert.Null(ten.Repeat().Cardinality);
        Assert.Equal(7, ten.Repeat().Take(7).Count());
        Assert.Null(ten.Filter(_ => true).Cardinality);
    }

    [Fact]
    public async Task Asynchronous_elements_come_in_order_and_their_failure_is_named()
    {
        async IAsyncEnumerable<Examples> Slow()
        {
            for (int i = 0; i < 3; i++)
            {
                await Task.Delay(1);
                yield return Numbers.Number(i);
            }
            throw new IOException("connection lost");
        }
        var seen = new List<long>();
        var error = Assert.Throws<InvalidDataException>(() => seen.AddRange(Dataset.FromAsync(Slow(), name: "feed").Select(Numbers.Value)));
        Assert.Equal([0, 1, 2], Numbers.Of(Dataset.FromAsync(Slow()).Take(3)));
        Assert.Equal("feed failed at element 3: connection lost", error.Message);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_an_asynchronous_source()
    {
        async IAsyncEnumerable<Examples> Never([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            yield return Numbers.Number(1);
            await Task.Delay(Timeout.Infinite, token);
        }
        using var source = new CancellationTokenSource(50);
        Assert.ThrowsAny<OperationCanceledException>(() => Dataset.FromAsync(Never(), cancellationToken: source.Token).Count());
        await Task.CompletedTask;
    }
}
