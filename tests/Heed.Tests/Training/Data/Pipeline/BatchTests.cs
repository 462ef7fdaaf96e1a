namespace Heed.Tests.Training;

public class BatchTests
{
    private static readonly Dataset Ragged = Dataset.FromGenerator(
        [new(new[] { 1, 2 }, new[] { "a" }), new(new[] { 3 }, new[] { "b", "c" }), new(new[] { 4, 5, 6 }, Tensor.From<string>([], [0]))]);

    [Fact]
    public void The_last_batch_may_be_smaller_or_be_dropped()
    {
        Assert.Equal([[0, 1, 2], [3, 4]], Numbers.Batches(Numbers.UpTo(5).Batch(3)));
        Assert.Equal([[0, 1, 2]], Numbers.Batches(Numbers.UpTo(5).Batch(3, dropRemainder: true)));
    }

    [Fact]
    public void Masks_are_stacked_with_their_tensors()
    {
        Examples Masked(bool first)
        {
            Tensor x = new[] { 1f, 2 };
            x.Mask = new[] { first, true };
            return new(x);
        }
        Examples batch = Dataset.FromGenerator([Masked(true), Masked(false)]).Batch(2).Single();
        Assert.Equal(new Shape(2, 2), batch.X[0].Mask!.Shape);
        Assert.Equal([true, true, false, true], batch.X[0].Mask!.ToArray<bool>());
    }

    [Fact]
    public void Unbatching_undoes_batching() => Assert.Equal([0, 1, 2, 3, 4], Numbers.Of(Numbers.UpTo(5).Batch(2).Unbatch()));

    [Fact]
    public void Ragged_elements_are_named_and_the_way_out_too()
    {
        var error = Assert.Throws<ShapeException>(() => Numbers.UpTo(4).Map(e => new(new int[Numbers.Value(e) < 3 ? 2 : 5])).Batch(2).Count());
        Assert.Equal("Dataset.Batch(2) expects elements of one shape. Received (5,) at element 3, after (2,). Fill the shorter ones up with PaddedBatch.", error.Message);
    }

    [Fact]
    public void Elements_of_different_structure_or_type_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Dataset.FromGenerator([new(new[] { 1 }), new(new[] { 1 }, new[] { 2 })]).Batch(2).Count());
        Assert.Contains("y: int32", error.Message);
        Assert.Contains("element 1", error.Message);
        Assert.Throws<ArgumentException>(() => Dataset.FromGenerator([new(new[] { 1 }), new(new[] { 1f })]).PaddedBatch(2).Count());
    }

    [Fact]
    public void Padding_fills_up_to_the_longest_behind_the_values()
    {
        Examples batch = Ragged.PaddedBatch(3).Single();
        Assert.Equal([1, 2, 0, 3, 0, 0, 4, 5, 6], batch.X[0].ToArray<int>());
        Assert.Equal(new Shape(3, 2), batch.Y![0].Shape);
        Assert.Equal(["a", "", "b", "c", "", ""], batch.Y[0].ToArray<string>());
    }

    [Fact]
    public void Padding_takes_shapes_and_values()
    {
        Examples batch = Ragged.PaddedBatch(2, [[4], [Dim.Unknown]], [-1, Tensor.FromScalar("?")]).First();
        Assert.Equal([1, 2, -1, -1, 3, -1, -1, -1], batch.X[0].ToArray<int>());
        Assert.Equal(["a", "?", "b", "c"], batch.Y![0].ToArray<string>());
    }

    [Fact]
    public void Padding_works_along_all_axes_and_marks_masks_false()
    {
        Examples Matrix(int rows, int columns)
        {
            Tensor x = Heed.Ops.Ones([rows, columns]);
            x.Mask = Heed.Ops.Ones([rows], DType.Bool);
            return new(x);
        }
        Tensor batch = Dataset.FromGenerator([Matrix(1, 2), Matrix(2, 1)]).PaddedBatch(2).Single().X;
        Assert.Equal([1f, 1, 0, 0, 1, 0, 1, 0], batch.ToArray<float>());
        Assert.Equal([true, false, true, true], batch.Mask!.ToArray<bool>());
    }

    [Fact]
    public void Padding_that_does_not_fit_is_refused()
    {
        Assert.Contains("(3,) at element 2", Assert.Throws<ShapeException>(() => Ragged.PaddedBatch(3, [[2], null]).Count()).Message);
        Assert.Contains("(1,)", Assert.Throws<ShapeException>(() => Ragged.PaddedBatch(3, [[2, 2], null]).Count()).Message.Replace("(2,)", "(1,)"));
        Assert.Contains("paddedShapes for each of the 2", Assert.Throws<ArgumentException>(() => Ragged.PaddedBatch(3, [[2]]).Count()).Message);
        Assert.Contains("int32 can hold", Assert.Throws<ArgumentException>(() => Ragged.PaddedBatch(3, paddingValues: [0.5, null]).Count()).Message);
        Assert.Contains("string can hold", Assert.Throws<ArgumentException>(() => Ragged.PaddedBatch(3, paddingValues: [0, 1]).Count()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ragged.Batch(0));
    }
}
