namespace Heed.Tests;

/// <summary>Rows of tensors in memory are copied once, into their batch; that must not be seen.</summary>
public sealed class DatasetRowsTests
{
    private static readonly Tensor X = Masked(Tensor.From([.. Enumerable.Range(0, 46).Select(i => (float)i)], [23, 2]));
    private static readonly Tensor Y = Tensor.From([.. Enumerable.Range(0, 23).Select(i => $"text {i}")], [23]);

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(5, 4, false)]
    [InlineData(5, 4, true)]
    [InlineData(100, 23, false)]
    [InlineData(100, 40, true)]
    public void Batches_are_those_of_examples_that_were_made_one_by_one(int buffer, int batchSize, bool dropRemainder)
    {
        Dataset rows = Dataset.FromTensorSlices(X, Y), made = Dataset.FromGenerator([.. rows], 23);
        Check(rows.Batch(batchSize, dropRemainder), made.Batch(batchSize, dropRemainder));
        Dataset left = rows.Shuffle(buffer, seed: 3).Shuffle(buffer, seed: 4).Batch(batchSize, dropRemainder);
        Dataset right = made.Shuffle(buffer, seed: 3).Shuffle(buffer, seed: 4).Batch(batchSize, dropRemainder);
        for (int pass = 0; pass < 3; pass++) Check(left, right);
        Check(rows.Shuffle(buffer, seed: 5, reshuffleEachIteration: false).Repeat(2).Skip(3).Batch(batchSize), made.Shuffle(buffer, seed: 5, reshuffleEachIteration: false).Repeat(2).Skip(3).Batch(batchSize));
    }

    private static void Check(Dataset left, Dataset right)
    {
        Assert.Equal(right.Cardinality, left.Cardinality);
        Assert.Equal(right.Select(Text), left.Select(Text));
    }

    private static string Text(Examples batch) =>
        $"{batch.X[0].Shape} {string.Join(' ', batch.X[0].ToArray<float>())} {string.Join(' ', batch.X[0].Mask!.ToArray<bool>())} {string.Join(' ', batch.Y![0].ToArray<string>())}";

    private static Tensor Masked(Tensor x)
    {
        x.Mask = x > 20f;
        return x;
    }
}
