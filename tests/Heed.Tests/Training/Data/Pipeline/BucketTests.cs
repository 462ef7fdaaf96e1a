namespace Heed.Tests.Training;

public class BucketTests
{
    /// <summary>Rows of ones of these lengths.</summary>
    private static Dataset Rows(params int[] lengths) => Dataset.FromGenerator(lengths.Select(length => new Examples(Heed.Ops.Ones([length], DType.Int32))));

    private static Shape[] Shapes(Dataset dataset) => [.. dataset.Select(batch => batch.X[0].Shape)];

    private static int Length(Examples element) => element.X[0].Length;

    [Fact]
    public void Batches_come_when_full_and_the_rest_by_bucket()
    {
        Dataset batches = Rows(1, 5, 9, 2, 4, 1, 9, 3).BucketBySequenceLength(Length, [3, 6], [2, 3, 2]);
        Assert.Equal([[2, 2], [2, 9], [3, 5], [1, 1]], Shapes(batches).Select(shape => shape.ToArray()));     // (1, 2), (9, 9), (5, 4, 3), the single 1
        Assert.Equal([1, 0, 1, 1], batches.First().X[0].ToArray<int>());
    }

    [Fact]
    public void Padding_may_go_to_the_boundary()
    {
        Assert.Equal([new Shape(2, 5)], Shapes(Rows(3, 4).BucketBySequenceLength(Length, [3, 6], [2, 2, 2], padToBucketBoundary: true)));
        var error = Assert.Throws<InvalidDataException>(() => Rows(3, 6).BucketBySequenceLength(Length, [3, 6], [2, 2, 2], padToBucketBoundary: true).Count());
        Assert.Contains("length 6 at element 1", error.Message);
    }

    [Fact]
    public void Without_padding_a_batch_has_one_shape()
    {
        Assert.Equal([new Shape(2, 4)], Shapes(Rows(4, 4).BucketBySequenceLength(Length, [3], [2, 2], noPadding: true)));
        Assert.Throws<ShapeException>(() => Rows(4, 5).BucketBySequenceLength(Length, [3], [2, 2], noPadding: true).Count());
    }

    [Fact]
    public void A_remainder_may_be_dropped() => Assert.Empty(Rows(1, 5, 9).BucketBySequenceLength(Length, [3, 6], [2, 3, 2], dropRemainder: true));

    [Fact]
    public void Boundaries_must_rise_and_sizes_match()
    {
        Assert.Throws<ArgumentException>(() => Rows(1).BucketBySequenceLength(Length, [3, 3], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => Rows(1).BucketBySequenceLength(Length, [3], [1]));
        Assert.Throws<ArgumentException>(() => Rows(1).BucketBySequenceLength(Length, [3], [1, 1], noPadding: true, padToBucketBoundary: true));
    }
}
