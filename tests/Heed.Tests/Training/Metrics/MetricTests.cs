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
    public void Function_in_a_config_may_be_a_metric_a_loss_or_one_of_your_own()
    {
        Assert.IsType<MeanSquaredError>(Read("mean_squared_error"));
        Metric huber = Read("huber");
        ((PredictionMetric)huber).Update(new float[,] { { 0 } }, new float[,] { { 3 } });
        Assert.Equal(2 * 3 - 2f, huber.Result().Item<float>());                              // delta 2 stands beside the function

        KerasRegistry.Register<Metric>("largest_error", _ => new MeanMetricWrapper((yTrue, yPred) => Heed.Ops.Max(Heed.Ops.Abs(yTrue - yPred), -1), "largest_error"));
        Metric own = KerasRegistry.Deserialize<Metric>(KerasRegistry.Serialize(KerasRegistry.Create<Metric>("largest_error")));
        Assert.Equal("largest_error", own.Name);

        static Metric Read(string function) => KerasRegistry.Create<Metric>("MeanMetricWrapper", new Config().With("name", "mine").With("fn", function).With("delta", 2.0));
    }

    [Theory]
    [InlineData("auc", "true_positives, false_positives, true_negatives, false_negatives")]
    [InlineData("precision", "true_positives, false_positives")]
    [InlineData("recall", "true_positives, false_negatives")]
    [InlineData("true_negatives", "accumulator")]
    [InlineData("root_mean_squared_error", "total, count")]
    [InlineData("r2_score", "num_samples, squared_sum, sum, residual, count")]
    [InlineData("f1_score", "true_positives, false_positives, false_negatives, intermediate_weights")]
    [InlineData("binary_io_u", "total_confusion_matrix")]
    public void Variables_have_the_names_and_the_order_of_Keras(string name, string expected)
    {
        PredictionMetric metric = name;
        metric.Update(new float[,] { { 0, 1 } }, new float[,] { { 0.2f, 0.7f } });
        Assert.Equal(expected, string.Join(", ", metric.Variables.Select(variable => variable.Name)));
    }
}
