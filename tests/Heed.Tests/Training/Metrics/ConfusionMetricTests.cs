using Heed.Metrics;

namespace Heed.Tests.Training;

public sealed class ConfusionMetricTests
{
    private static readonly float[] Truth = [0, 0, 1, 1], Chances = [0.1f, 0.4f, 0.35f, 0.8f];

    [Fact]
    public void Results_stand_in_the_order_of_the_thresholds()
    {
        Assert.Equal([1, 2, 2], Of(new TruePositives([0.5, 0.05, 0.2])));
        Assert.Equal([0, 2, 1], Of(new FalsePositives([0.5, 0.05, 0.2])));
        Assert.Equal([2, 0, 1], Of(new TrueNegatives([0.5, 0.05, 0.2])));
        Assert.Equal([1, 0, 0], Of(new FalseNegatives([0.5, 0.05, 0.2])));
        Assert.Equal([1, 0.5f, 2f / 3], Of(new Precision([0.5, 0.05, 0.2])));
        Assert.Equal([0.5f, 1, 1], Of(new Recall([0.5, 0.05, 0.2])));
        Assert.Equal([1, 2], Of(new TruePositives([0.5, 0.05])));
    }

    [Fact]
    public void Prediction_at_the_threshold_means_no()
    {
        Assert.Equal([1], Of(new TruePositives(0.35)));
        Assert.Equal([1, 0.5f, 0], Of(new Recall([0.0, 0.5, 1.0])));      // equally spaced thresholds are counted in another way
    }

    [Fact]
    public void Only_the_largest_predictions_mean_yes_where_topK_says_so()
    {
        float[,] truth = { { 1, 0, 1 }, { 0, 1, 0 } }, prediction = { { 0.9f, 0.2f, 0.3f }, { -5, -7, -6 } };
        Assert.Equal([2f / 4], Of(new Precision(topK: 2), truth, prediction));          // 0.9, 0.3 and −5, −6
        Assert.Equal([2f / 3], Of(new Recall(topK: 2), truth, prediction));
        Assert.Equal([1], Of(new Precision(0.5, topK: 2), truth, prediction));
        Assert.Equal([0.5f], Of(new Precision(topK: 1, classId: 0), truth, prediction));
    }

    [Fact]
    public void No_number_means_no()
    {
        float[] prediction = [float.NaN, 0.9f, float.NaN, 0.9f];
        Assert.Equal([1], Of(new TruePositives(), Truth, prediction));
        Assert.Equal([1, 1, 0], Of(new TruePositives([0.0, 0.5, 1.0]), Truth, prediction));
    }

    [Fact]
    public void Nothing_to_divide_by_gives_0()
    {
        Assert.Equal([0], Of(new Precision(), Truth, new float[4]));
        Assert.Equal(0f, new AUC().Result().Item<float>());
        Assert.Equal(0f, new AUC(multiLabel: true).Result().Item<float>());
    }

    [Fact]
    public void Area_under_the_curve_is_that_of_a_sketch()
    {
        // thresholds −ε, 0.5, 1 + ε: (false, true positive rate) (1, 1), (0, 0.5), (0, 0)
        Assert.Equal(0.75f, Of(new AUC(3))[0], 6);
        Assert.Equal(1f, Of(new AUC(3, summationMethod: AUCSummationMethod.Majoring))[0], 6);
        Assert.Equal(0.5f, Of(new AUC(3, summationMethod: AUCSummationMethod.Minoring))[0], 6);
        Assert.Equal(0.75f, Of(new AUC(thresholds: [0.2, 0.37, 0.5]))[0], 6);         // (0.5, 1), (0.5, 0.5), (0, 0.5): exact
        Assert.Equal(0.75f, Of(new AUC())[0], 6);
    }

    [Fact]
    public void Labels_are_weighted()
    {
        float[,] truth = { { 0, 1 }, { 1, 0 } }, prediction = { { 0.2f, 0.2f }, { 0.8f, 0.8f } };     // the first label right, the second wrong
        Assert.Equal(0.5f, Of(new AUC(multiLabel: true), truth, prediction)[0], 5);
        Assert.Equal(0.75f, Of(new AUC(multiLabel: true, labelWeights: [3, 1]), truth, prediction)[0], 5);
    }

    [Fact]
    public void Weights_of_labels_are_written_as_the_tensor_that_Keras_keeps() =>     // Keras 3.15.1: "__tensor__"
        Assert.Equal("""{"class_name":"__tensor__","config":{"value":[0.25,1.0],"dtype":"float32"}}""",
            new AUC(labelWeights: [0.25, 1]).GetConfig().Json["label_weights"]!.ToJsonString());

    [Fact]
    public void Best_value_is_found_among_the_thresholds_that_are_good_enough()
    {
        Assert.Equal(0.5f, Of(new SensitivityAtSpecificity(1))[0]);
        Assert.Equal(1f, Of(new SensitivityAtSpecificity(0.5))[0]);
        Assert.Equal(1f, Of(new SpecificityAtSensitivity(0.5))[0]);
        Assert.Equal(1f, Of(new PrecisionAtRecall(0.5))[0]);
        Assert.Equal(1f, Of(new RecallAtPrecision(0.6))[0]);
        Assert.Equal(0f, Of(new RecallAtPrecision(1), Truth, new float[] { 0.9f, 0.9f, 0.1f, 0.1f })[0]);
    }

    [Fact]
    public void Rejects_settings_and_shapes_that_make_no_sense()
    {
        Assert.Contains("[0, 1]", Assert.Throws<ArgumentOutOfRangeException>(() => new Precision([0.5, 1.5])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruePositives(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recall(topK: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SensitivityAtSpecificity(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionAtRecall(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AUC(1));
        Assert.Throws<ArgumentException>(() => new AUC(numLabels: 2));
        Assert.Throws<ArgumentException>(() => new AUC(multiLabel: true, numLabels: 2, labelWeights: [1]));
        Assert.Throws<ShapeException>(() => Of(new Precision(), Truth, new float[3]));
        Assert.Throws<ShapeException>(() => Of(new Precision(classId: 1)));
        Assert.Throws<ShapeException>(() => Of(new AUC(multiLabel: true)));
        var auc = new AUC(multiLabel: true);
        auc.Update(new float[2, 3], new float[2, 3]);
        Assert.Contains("3 labels", Assert.Throws<ShapeException>(() => auc.Update(new float[2, 4], new float[2, 4])).Message);
        Assert.Contains("'ROC2'", Assert.Throws<ArgumentException>(() => KerasRegistry.Create<Metric>("AUC", new Config().With("curve", "ROC2"))).Message);
    }

    private static float[] Of(PredictionMetric metric) => Of(metric, Truth, Chances);

    private static float[] Of(PredictionMetric metric, Tensor truth, Tensor prediction)
    {
        metric.Update(truth, prediction);
        return metric.Result().ToArray<float>();
    }
}
