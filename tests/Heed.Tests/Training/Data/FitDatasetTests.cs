using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests.Training;

/// <summary>Fit, Evaluate and Predict on datasets and on asynchronous batches.</summary>
public class FitDatasetTests
{
    private static readonly float[,] X = new float[,] { { 0, 1 }, { 2, 3 }, { 4, 5 }, { 6, 7 }, { 1, 0 } };
    private static readonly float[] Y = [1, 2, 3, 4, 5];

    private static Dataset Batches => Dataset.FromTensorSlices(X, Y).Map(e => new(e.X, Heed.Ops.ExpandDims(e.Y![0], 0))).Batch(2);

    private static Sequential Linear()
    {
        var model = new Sequential { Input.Of([2]), new Dense(1, kernelInitializer: new Heed.Initializers.Constant(0.1)) };
        model.Compile(new SGD(0.01), loss: "mean_squared_error");
        return model;
    }

    [Fact]
    public void A_dataset_trains_as_arrays_do()
    {
        History arrays = Linear().Fit(X, Y, batchSize: 2, epochs: 3, shuffle: false), dataset = Linear().Fit(Batches.Prefetch(2), epochs: 3);
        Assert.Equal(arrays["loss"], dataset["loss"]);
    }

    [Fact]
    public void Evaluate_and_Predict_take_datasets()
    {
        Sequential model = Linear();
        Assert.Equal(model.Evaluate(X, Y, batchSize: 2)["loss"], model.Evaluate(Batches)["loss"]);
        Assert.Equal(((Tensor)model.Predict(X)).ToArray<float>(), ((Tensor)model.Predict(Batches)).ToArray<float>());
    }

    [Fact]
    public void Asynchronous_batches_train_evaluate_and_predict()
    {
        async IAsyncEnumerable<Examples> Slow()
        {
            foreach (Examples batch in Batches)
            {
                await Task.Yield();
                yield return batch;
            }
        }
        Sequential model = Linear();
        Assert.Equal(Linear().Fit(Batches, epochs: 2)["loss"], model.Fit(Slow(), epochs: 2)["loss"]);
        Assert.Equal(model.Evaluate(Batches)["loss"], model.Evaluate(Slow())["loss"]);
        Assert.Equal(((Tensor)model.Predict(X)).ToArray<float>(), ((Tensor)model.Predict(Slow())).ToArray<float>());
    }

    [Fact]
    public void An_endless_dataset_needs_steps_and_goes_on_in_the_next_epoch()
    {
        var seen = new List<float>();
        Dataset endless = Batches.Repeat().Map(batch =>
        {
            seen.Add(batch.X[0].ToArray<float>()[0]);
            return batch;
        });
        Assert.Equal(2, Linear().Fit(endless, epochs: 2, stepsPerEpoch: 2)["loss"].Count);
        Assert.Equal([0, 4, 1, 0], seen);
    }

    [Fact]
    public void An_empty_dataset_and_one_without_batches_are_refused()
    {
        Assert.Contains("at least one batch", Assert.Throws<ArgumentException>(() => Linear().Fit(Batches.Take(0))).Message);
        Assert.Contains("first axes count the same examples", Assert.Throws<ArgumentException>(() => Linear().Fit(Dataset.FromTensorSlices(X, Y))).Message);
    }

    [Fact]
    public void The_memory_of_a_source_is_not_taken_for_that_of_a_batch_of_one()
    {
        Examples mine = new(new float[2], new float[1]);
        Dataset batches = Dataset.FromGenerator([mine, mine]).Batch(1);
        Linear().Fit(batches, epochs: 2);
        Assert.Equal([0f, 0], mine.X[0].ToArray<float>());
    }

    [Fact]
    public void The_memory_of_batches_goes_back_to_the_pool_after_their_step()
    {
        Tensor? kept = null;
        bool Keep(Examples batch)
        {
            kept = batch.X;
            return true;
        }
        Linear().Fit(Batches.Filter(Keep));
        Assert.Throws<ObjectDisposedException>(() => kept!.ToArray<float>());
        Linear().Fit(Batches.AsEnumerable().Where(Keep));        // batches that are not the dataset's own are not touched
        Assert.Equal([1f, 0], kept!.ToArray<float>());
    }

    [Fact]
    public void A_failing_source_ends_training_with_its_place_and_stops_reading()
    {
        var source = new Numbers.Source(100, failsAt: 7);
        Dataset batches = source.Dataset.Map(e => new(new float[2], new float[1])).Batch(2).Prefetch(2);
        Assert.Contains("element 7", Assert.Throws<InvalidDataException>(() => Linear().Fit(batches)).Message);
        Assert.Equal(1, source.Closed);
    }

    [Fact]
    public void Cancelling_ends_training_and_closes_the_source()
    {
        var source = new Numbers.Source(1000);
        using var cancel = new CancellationTokenSource();
        var progress = new After(2, cancel);
        History history = Linear().Fit(source.Dataset.Map(e => new(new float[2], new float[1])).Batch(2).Prefetch(2), progress: progress, cancellationToken: cancel.Token);
        Assert.Equal(2, progress.Seen);
        Assert.Single(history["loss"]);
        Assert.Equal(1, source.Closed);
    }

    [Fact]
    public void Cancelling_ends_the_wait_for_asynchronous_batches()
    {
        async IAsyncEnumerable<Examples> Never([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            yield return Batches.First();
            await Task.Delay(Timeout.Infinite, token);
        }
        using var cancel = new CancellationTokenSource();
        Assert.Single(Linear().Fit(Never(), progress: new After(1, cancel), cancellationToken: cancel.Token)["loss"]);
        Assert.Single(Linear().Fit(Never(), cancellationToken: new CancellationTokenSource(30).Token)["loss"]);
        Assert.ThrowsAny<OperationCanceledException>(() => Linear().Evaluate(Never(), cancellationToken: new CancellationTokenSource(30).Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Linear().Predict(Never(), cancellationToken: new CancellationTokenSource(30).Token));
    }

    private sealed class After(int steps, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public int Seen { get; private set; }

        public void Report(TrainingProgress value)
        {
            if (++Seen == steps) source.Cancel();
        }
    }
}
