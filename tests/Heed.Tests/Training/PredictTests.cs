using Heed.Layers;

namespace Heed.Tests.Training;

public class PredictTests
{
    [Fact]
    public void Eight_threads_predict_with_one_model_and_get_the_same_bits()
    {
        Model model = Network();
        Tensor x = GradientCheck.Random([100, 6], new Random(1)).Cast(DType.Float32);
        float[] expected = ((Tensor)model.Predict(x, batchSize: 7)).ToArray<float>();
        var results = new float[8][];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            for (int run = 0; run < 5; run++) results[i] = ((Tensor)model.Predict(x, batchSize: 7)).ToArray<float>();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void Batches_are_put_together_and_the_result_outlives_the_call()
    {
        Model model = Network();
        Tensor x = GradientCheck.Random([10, 6], new Random(1)).Cast(DType.Float32);
        float[] whole = ((Tensor)model.PredictOnBatch(x)).ToArray<float>();
        Assert.Equal(whole, ((Tensor)model.Predict(x, batchSize: 4)).ToArray<float>());
        Assert.Equal(whole[..12], ((Tensor)model.Predict(x, batchSize: 2, steps: 2)).ToArray<float>());
        Assert.Equal(whole, ((Tensor)model.Predict(new Examples[] { new(x[..3]), new(x[3..8]), new(x[8..]) })).ToArray<float>());
    }

    [Fact]
    public void Several_outputs_keep_the_structure_of_the_model()
    {
        Tensor x = Input.Of([2]);
        Model model = new(x, new Dictionary<string, Tensor> { ["sum"] = Heed.Ops.Sum(x, -1), ["same"] = x });
        Tensors outputs = model.Predict(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, batchSize: 2);
        Assert.Equal([3f, 7, 11], outputs["sum"].ToArray<float>());
        Assert.Equal([1f, 2, 3, 4, 5, 6], outputs["same"].ToArray<float>());
    }

    [Fact]
    public void Rejects_what_it_cannot_put_together()
    {
        Tensor x = Input.Of([2]);
        Assert.Contains("scalar", Assert.Throws<ShapeException>(() => new Model(x, Heed.Ops.Sum(x)).Predict(new float[2, 2])).Message);
        Assert.Throws<ArgumentException>(() => Network().Predict(new float[0, 6]));
    }

    private static Model Network() => new Sequential([new InputLayer([6]), new Dense(40, "gelu"), new Dense(3, "softmax")]);
}
