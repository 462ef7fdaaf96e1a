namespace Heed.Tests.Training;

/// <summary>The examples in the documentation of keras.utils.timeseries_dataset_from_array (of whose first windows it forgets the last: Keras gives it too).</summary>
public class TimeseriesTests
{
    private static readonly int[] Hundred = [.. Enumerable.Range(0, 100)];

    [Fact]
    public void Windows_have_length_stride_and_rate()
    {
        Tensor batch = Utils.TimeseriesDatasetFromArray(Hundred, null, sequenceLength: 10, sequenceStride: 3, samplingRate: 2).Single().X;
        Assert.Equal(new Shape(28, 10), batch.Shape);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12, 14, 16, 18], batch[0].ToArray<int>());
        Assert.Equal([3, 5, 7, 9, 11, 13, 15, 17, 19, 21], batch[1].ToArray<int>());
        Assert.Equal([81, 83, 85, 87, 89, 91, 93, 95, 97, 99], batch[27].ToArray<int>());
    }

    [Fact]
    public void A_target_belongs_to_the_start_of_its_window()
    {
        Examples[] batches = [.. Utils.TimeseriesDatasetFromArray(Hundred[..^10], Hundred[10..], sequenceLength: 10, batchSize: 32)];
        Assert.Equal([32, 32, 17], batches.Select(batch => batch.X[0].Shape[0].Value));
        Assert.Equal(Enumerable.Range(0, 10), batches[0].X[0][0].ToArray<int>());
        Assert.Equal(10, batches[0].Y![0].ToArray<int>()[0]);
        Assert.Equal(90, batches[2].Y![0].ToArray<int>()[16]);
    }

    [Fact]
    public void Windows_keep_to_start_and_end_and_to_their_targets()
    {
        Tensor x = Utils.TimeseriesDatasetFromArray(Hundred, null, 3, startIndex: 10, endIndex: 15).Single().X;
        Assert.Equal([10, 11, 12, 11, 12, 13, 12, 13, 14], x.ToArray<int>());
        Examples few = Utils.TimeseriesDatasetFromArray(Hundred, new[] { 5, 6 }, 3).Single();
        Assert.Equal([5, 6], few.Y![0].ToArray<int>());
    }

    [Fact]
    public void Shuffling_keeps_windows_and_targets_together_and_repeats_with_the_seed()
    {
        Dataset Windows() => Utils.TimeseriesDatasetFromArray(new float[50, 2], Hundred[..50], 4, batchSize: null, shuffle: true, seed: 2);
        int[] first = [.. Windows().Select(window => window.Y![0].Item<int>())];
        Assert.Equal(Enumerable.Range(0, 47), first.Order());
        Assert.NotEqual(first.Order(), first);
        Assert.Equal(first, Windows().Select(window => window.Y![0].Item<int>()));
        Assert.Equal(new Shape(4, 2), Windows().First().X[0].Shape);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        void Refused(Func<Dataset> make) => Assert.ThrowsAny<ArgumentException>(make);
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 0));
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 101));
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 3, sequenceStride: 100));
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 3, samplingRate: 0));
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 3, startIndex: 100));
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 3, startIndex: 5, endIndex: 5));
        Refused(() => Utils.TimeseriesDatasetFromArray(Hundred, null, 3, endIndex: 100));
    }
}
