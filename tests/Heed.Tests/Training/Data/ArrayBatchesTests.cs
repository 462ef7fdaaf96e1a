namespace Heed.Tests.Training;

public class ArrayBatchesTests
{
    private static readonly int[] Ten = [.. Enumerable.Range(0, 10)];

    [Fact]
    public void Last_batch_may_be_smaller() => Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], Epoch(new ArrayBatches(new(Ten), 4)));

    [Fact]
    public void Shuffling_keeps_pairs_together_differs_between_epochs_and_repeats_with_the_seed()
    {
        ArrayBatches source = new(new(Ten, Ten), 4, shuffle: true, seed: 3), again = new(new(Ten, Ten), 4, shuffle: true, seed: 3);
        int[][] first = Epoch(source), second = Epoch(source);
        Assert.Equal(Ten, first.SelectMany(x => x).Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Epoch(again));
        Assert.Equal(second, Epoch(again));
        Assert.All(source.Epoch(null), batch => Assert.Equal(batch().X[0].ToArray<int>(), batch().Y![0].ToArray<int>()));
    }

    [Fact]
    public void Steps_go_on_where_the_last_epoch_ended_and_stop_at_the_end_of_the_data()
    {
        var source = new ArrayBatches(new(Ten), 4);
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7]], Epoch(source, 2));
        Assert.Equal([[8, 9]], Epoch(source, 2));
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7]], Epoch(source, 2));
    }

    [Fact]
    public void Without_batch_size_the_steps_share_the_data() => Assert.Equal(2, new ArrayBatches(new(Ten), null, steps: 5).Epoch(5).First()().Count);

    [Fact]
    public void Masks_are_cut_with_their_tensors()
    {
        Tensor x = new float[3, 2];
        x.Mask = new[,] { { true, true }, { true, false }, { false, false } };
        Assert.Equal([false, false], new ArrayBatches(new(x), 2).Epoch(null).Last()().X[0].Mask!.ToArray<bool>());
    }

    [Fact]
    public void Different_lengths_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new ArrayBatches(new(new float[3, 2], new float[4, 1]), 2));
        Assert.Contains("x (3, 2), y (4, 1)", error.Message);
    }

    [Fact]
    public void Class_weights_become_sample_weights()
    {
        var weights = new Dictionary<int, double> { [1] = 5 };
        Assert.Equal([1f, 5, 1], Arrays.ClassWeights(new[] { 0, 1, 2 }, weights).ToArray<float>());
        Assert.Equal([5f, 1], Arrays.ClassWeights(new float[,] { { 0, 1 }, { 1, 0 } }, weights).ToArray<float>());
        Assert.Equal([5f, 1], Arrays.ClassWeights(new float[,] { { 1 }, { 0 } }, weights).ToArray<float>());
    }

    private static int[][] Epoch(ArrayBatches source, int? steps = null) => [.. source.Epoch(steps).Select(batch => batch().X[0].ToArray<int>())];
}
