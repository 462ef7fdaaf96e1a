namespace Heed.Tests.Training;

/// <summary>What prepares data. Numbers that are not explained are those of Keras's documentation.</summary>
public class UtilsTests
{
    [Fact]
    public void Categories_become_rows_with_a_single_one()
    {
        Assert.Equal([1f, 0, 0, 0, 0, 1], Utils.ToCategorical(new[] { 0, 2 }).ToArray<float>());
        Assert.Equal(new Shape(2, 4), Utils.ToCategorical(new[,] { { 0 }, { 2 } }, 4).Shape);
        Assert.Equal(new Shape(1, 2, 3), Utils.ToCategorical(new[,] { { 0, 2 } }).Shape);
        Assert.Equal([0f, 1], Utils.ToCategorical(1).ToArray<float>());
    }

    [Fact]
    public void Numbers_that_are_no_category_are_refused()
    {
        Assert.Contains("Received 3 at element 1", Assert.Throws<ArgumentException>(() => Utils.ToCategorical(new[] { 0, 3 }, 3)).Message);
        Assert.Throws<ArgumentException>(() => Utils.ToCategorical(new[] { -1 }));
        Assert.Throws<ArgumentException>(() => Utils.ToCategorical(new[] { 0.5f }));
        Assert.Throws<ArgumentException>(() => Utils.ToCategorical(new[] { float.NaN }, 3));
        Assert.Throws<ArgumentException>(() => Utils.ToCategorical(new int[0]));
        Assert.Throws<ArgumentException>(() => Utils.ToCategorical(new[] { "a" }));
    }

    [Fact]
    public void Vectors_are_divided_by_their_norm()
    {
        Tensor x = new[,] { { 3f, 4 }, { 0, 0 } };
        Assert.Equal([0.6f, 0.8f, 0, 0], Utils.Normalize(x).ToArray<float>(), Near);
        Assert.Equal([3 / 7f, 4 / 7f, 0, 0], Utils.Normalize(x, order: 1).ToArray<float>(), Near);
        Assert.Equal([0.75f, 1, 0, 0], Utils.Normalize(x, order: double.PositiveInfinity).ToArray<float>(), Near);
        Assert.Equal([1f, 1, 0, 0], Utils.Normalize(x, axis: 0).ToArray<float>(), Near);
        Assert.Equal([0.6f, 0.8f], Utils.Normalize(new[] { 3e30f, 4e30f }).ToArray<float>(), Near);
        Assert.Equal([0.6f, 0.8f], Utils.Normalize(new[] { 3, 4 }).ToArray<float>(), Near);
        Assert.Throws<ArgumentOutOfRangeException>(() => Utils.Normalize(x, order: 0));
    }

    [Fact]
    public void Sequences_are_filled_up_and_cut_at_either_end()
    {
        int[][] sequences = [[1], [2, 3], [4, 5, 6]];
        Assert.Equal([0, 0, 1, 0, 2, 3, 4, 5, 6], Utils.PadSequences(sequences).ToArray<int>());
        Assert.Equal([-1, -1, 1, -1, 2, 3, 4, 5, 6], Utils.PadSequences(sequences, value: -1).ToArray<int>());
        Assert.Equal([1, 0, 0, 2, 3, 0, 4, 5, 6], Utils.PadSequences(sequences, padding: SequenceEnd.Post).ToArray<int>());
        Assert.Equal([0, 1, 2, 3, 5, 6], Utils.PadSequences(sequences, maxlen: 2).ToArray<int>());
        Assert.Equal([0, 1, 2, 3, 4, 5], Utils.PadSequences(sequences, maxlen: 2, truncating: SequenceEnd.Post).ToArray<int>());
    }

    [Fact]
    public void Sequences_may_be_of_vectors_texts_and_other_types()
    {
        Tensor padded = Utils.PadSequences([new[,] { { 1f, 2 } }, new[,] { { 3f, 4 }, { 5, 6 } }, Tensor.From<float>([], [0])], dtype: DType.Float32);
        Assert.Equal(new Shape(3, 2, 2), padded.Shape);
        Assert.Equal([0f, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0], padded.ToArray<float>());
        Assert.Equal(["", "a", "b", "c"], Utils.PadSequences(new List<string[]> { new[] { "a" }, new[] { "b", "c" } }).ToArray<string>());
        Assert.Equal(DType.Int32, Utils.PadSequences(new[] { new[] { 1.9 } }).DType);
    }

    [Fact]
    public void Sequences_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Utils.PadSequences(Array.Empty<int[]>()));
        Assert.Contains("position 1", Assert.Throws<ShapeException>(() => Utils.PadSequences([new float[1, 2], new float[1, 3]])).Message);
        Assert.Throws<ShapeException>(() => Utils.PadSequences([new[] { 1 }, Tensor.FromScalar(1)]));
        Assert.Throws<ArgumentException>(() => Utils.PadSequences(new[] { new[] { "a" } }, dtype: DType.Int32));
        Assert.Throws<ArgumentException>(() => Utils.PadSequences(new[] { new[] { 1 }, new[] { 1, 2 } }, value: 0.5));
    }

    [Fact]
    public void A_dataset_splits_by_fraction_and_by_count()
    {
        Dataset ten = Numbers.UpTo(10);
        (Dataset left, Dataset right) = Utils.SplitDataset(ten, leftSize: 0.8);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Numbers.Of(left));
        Assert.Equal([8, 9], Numbers.Of(right));
        Assert.Equal((8L, 2L), (left.Cardinality, right.Cardinality));
        (left, right) = Utils.SplitDataset(ten, rightSize: 3);
        Assert.Equal([7, 8, 9], Numbers.Of(right));
        (left, right) = Utils.SplitDataset(ten, 2, 3);
        Assert.Equal([[0, 1], [7, 8, 9]], new[] { Numbers.Of(left), Numbers.Of(right) });
        (left, right) = Utils.SplitDataset(ten, 0.5, shuffle: true, seed: 4);
        Assert.Equal(Numbers.Of(ten), Numbers.Of(left.Concatenate(right)).Order());
        Assert.Equal(Numbers.Of(left), Numbers.Of(Utils.SplitDataset(ten, 0.5, shuffle: true, seed: 4).Left));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.7, 0.7)]
    [InlineData(10.0, null)]
    [InlineData(6.0, 6.0)]
    [InlineData(0.0, null)]
    [InlineData(2.5, null)]
    [InlineData(0.01, null)]
    public void Splits_that_leave_nothing_or_overlap_are_refused(double? left, double? right) =>
        Assert.ThrowsAny<ArgumentException>(() => Utils.SplitDataset(Numbers.UpTo(10), left, right));

    [Fact]
    public void Folds_validate_every_example_once()
    {
        int[] x = [0, 1, 2, 3, 4, 5, 6];
        (Examples Training, Examples Validation)[] folds = [.. Utils.KFold(new(x, x), 3)];
        Assert.Equal([[0, 1, 2], [3, 4], [5, 6]], folds.Select(fold => fold.Validation.X[0].ToArray<int>()));
        Assert.Equal([0, 1, 2, 5, 6], folds[1].Training.Y![0].ToArray<int>());
        Assert.All(Utils.KFold(new(x), 3, shuffle: true, seed: 1), fold =>
            Assert.Equal(x, fold.Training.X[0].ToArray<int>().Concat(fold.Validation.X[0].ToArray<int>()).Order()));
        Assert.Throws<ArgumentException>(() => Utils.KFold(new(x), 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Utils.KFold(new(x), 1));
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-6f;
}
