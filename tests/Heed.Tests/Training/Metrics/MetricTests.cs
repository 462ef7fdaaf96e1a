using Heed.Metrics;

namespace Heed.Tests.Training;

public class MetricTests
{
    [Fact]
    public void Accuracy_chooses_by_the_shapes()
    {
        Assert.Equal(0.5f, Accuracy(new[] { 1, 0 }, new float[,] { { 0.9f }, { 0.6f } }));                             // binary
        Assert.Equal(0.5f, Accuracy(new[] { 1, 0 }, new float[,] { { 0.2f, 0.8f }, { 0.3f, 0.7f } }));                 // sparse
        Assert.Equal(0.5f, Accuracy(new float[,] { { 0, 1 }, { 1, 0 } }, new float[,] { { 0.2f, 0.8f }, { 0.3f, 0.7f } }));   // categorical

        static float Accuracy(Tensor yTrue, Tensor yPred)
        {
            PredictionMetric metric = "accuracy";
            metric.Update(yTrue, yPred);
            return metric.Result().Item<float>();
        }
    }

    [Fact]
    public void Masked_steps_do_not_count()
    {
        PredictionMetric metric = "sparse_categorical_accuracy";
        Tensor prediction = new float[,,] { { { 1, 0 }, { 1, 0 } }, { { 1, 0 }, { 1, 0 } } };
        prediction.Mask = new[,] { { true, true }, { true, false } };
        metric.Update(new[,] { { 0, 1 }, { 0, 1 } }, prediction);
        Assert.Equal(2f / 3, metric.Result().Item<float>(), 6);
    }

    [Fact]
    public void Batches_are_weighted_by_their_size_and_forgotten_by_a_reset()
    {
        var metric = new MeanSquaredError();
        metric.Update(new float[1, 1], new float[,] { { 3 } });
        metric.Update(new float[2, 1], new float[2, 1]);
        Assert.Equal(3f, metric.Result().Item<float>());
        metric.Reset();
        Assert.Equal(0f, metric.Result().Item<float>());
        Assert.Equal(["mean_squared_error/total", "mean_squared_error/count"], metric.Variables.Select(variable => variable.Path));
    }

    [Fact]
    public void Function_of_your_own_becomes_a_metric()
    {
        var metric = new MeanMetricWrapper((yTrue, yPred) => Heed.Ops.Max(Heed.Ops.Abs(yTrue - yPred), -1), "largest_error");
        metric.Update(new float[2, 2], new float[,] { { 1, -3 }, { 2, 0 } });
        Assert.Equal(2.5f, metric.Result().Item<float>());
        Assert.Equal("largest_error", metric.Name);
    }

    [Fact]
    public void Unknown_name_suggests_the_nearest() =>
        Assert.Contains("Did you mean 'binary_accuracy'", Assert.Throws<ArgumentException>(() => (PredictionMetric)"binary_acuracy").Message);

    [Fact]
    public void Mean_of_single_values_is_no_metric_of_predictions() => Assert.Throws<ArgumentException>(() => (PredictionMetric)"mean");

    [Fact]
    public void Config_of_every_metric_makes_it_again()
    {
        foreach (string name in KerasRegistry.Names<Metric>())
        {
            Metric metric = KerasRegistry.Create<Metric>(name), again = KerasRegistry.Deserialize<Metric>(KerasRegistry.Serialize(metric));
            Assert.Equal(KerasRegistry.Serialize(metric).ToJsonString(), KerasRegistry.Serialize(again).ToJsonString());
        }
    }
}
