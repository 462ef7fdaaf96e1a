using Heed.Metrics;

namespace Heed.Tests.Training;

public sealed class RegionAndScoreTests
{
    [Fact]
    public void Overlap_is_intersection_over_union()
    {
        // class 0: 1 of 3, class 1: 1 of 3, class 2: neither there nor predicted; 7 is no class
        Assert.Equal((1 / 3f + 1 / 3f) / 2, Of(new MeanIoU(3), new[] { 0, 0, 1, 1, 1 }, new[] { 0, 1, 1, 0, 7 }), 5);
        Assert.Equal(1 / 2f, Of(new IoU(2, [0]), new[] { 0, 0, 1 }, new[] { 0, 1, 1 }), 5);
        Assert.Equal(1f, Of(new IoU(2, [0], ignoreClass: 1), new[] { 0, 1 }, new[] { 0, 0 }), 5);
        Assert.Equal(1 / 3f, Of(new BinaryIoU(threshold: 0.3), new[] { 0, 1, 0, 1 }, new float[] { 0.1f, 0.2f, 0.3f, 0.7f }), 5);
        Assert.Equal(2 / 3f, Of(new BinaryIoU([1], 0.2), new[] { 0, 1, 0, 1 }, new float[] { 0.1f, 0.2f, 0.3f, 0.7f }), 5);
    }

    [Fact]
    public void F_score_takes_the_largest_prediction_or_those_above_a_threshold()
    {
        float[,] truth = { { 1, 1, 1 }, { 1, 0, 0 }, { 1, 1, 0 } }, prediction = { { 0.2f, 0.6f, 0.7f }, { 0.2f, 0.6f, 0.6f }, { 0.6f, 0.8f, 0 } };
        var metric = new F1Score(threshold: 0.5);
        metric.Update(truth, prediction);
        Assert.Equal([0.5f, 0.8f, 2 / 3f], metric.Result().ToArray<float>().Select(score => MathF.Round(score, 6)).Select((score, i) => i == 2 ? 2 / 3f : score));
        var largest = new F1Score(FScoreAverage.Micro);
        largest.Update(new float[,] { { 0, 1 }, { 1, 0 } }, new float[,] { { 0.3f, 0.6f }, { 0.1f, 0.2f } });
        Assert.Equal(0.5f, largest.Result().Item<float>(), 5);
        Assert.Equal(0f, new F1Score().Result().Item<float>());
    }

    [Fact]
    public void Score_of_regression_is_the_explained_part_of_the_variance()
    {
        Assert.Equal(1 - 0.5f / 2, Of(new R2Score(), new float[,] { { 1 }, { 2 }, { 3 } }, new float[,] { { 1.5f }, { 2 }, { 3.5f } }), 5);
        Assert.Equal(1 - 0.25f * 2 / 1, Of(new R2Score(numRegressors: 1), new float[,] { { 1 }, { 2 }, { 3 } }, new float[,] { { 1.5f }, { 2 }, { 3.5f } }), 5);
        Assert.Equal(0.75f, Of(new R2Score(numRegressors: 2), new float[,] { { 1 }, { 2 }, { 3 } }, new float[,] { { 1.5f }, { 2 }, { 3.5f } }), 5);   // too few samples
    }

    [Fact]
    public void Correlation_knows_no_scale_and_concordance_does()
    {
        float[,] truth = { { 1, 2, 3 } }, twice = { { 2, 4, 6 } };
        Assert.Equal(1f, Of(new PearsonCorrelation(), truth, twice), 5);
        Assert.Equal(-1f, Of(new PearsonCorrelation(), truth, new float[,] { { 3, 2, 1 } }), 5);
        Assert.Equal(1f, Of(new ConcordanceCorrelation(), truth, truth), 5);
        Assert.True(Of(new ConcordanceCorrelation(), truth, twice) < 0.8f);
    }

    [Fact]
    public void Rejects_settings_and_shapes_that_make_no_sense()
    {
        Assert.Contains("[0, 3)", Assert.Throws<ArgumentException>(() => new IoU(3, [0, 3])).Message);
        Assert.Throws<ArgumentException>(() => new IoU(3, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanIoU(0));
        Assert.Throws<ShapeException>(() => Of(new MeanIoU(2), new[] { 0, 1 }, new[] { 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FBetaScore(beta: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score(threshold: 0));
        Assert.Throws<ShapeException>(() => Of(new F1Score(), new float[3], new float[3]));
        Assert.Throws<ShapeException>(() => new F1Score().Update(new float[3, 2], new float[3, 2], new float[3, 1]));     // Keras 3.15.1 takes weights (B) alone
        Assert.Throws<ArgumentOutOfRangeException>(() => new R2Score(numRegressors: -1));
        Assert.Throws<ShapeException>(() => Of(new R2Score(), new float[3, 2], new float[3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKCategoricalAccuracy(0));
        Assert.Throws<ShapeException>(() => Of(new SparseTopKCategoricalAccuracy(), new[] { 1 }, new float[2, 3]));
    }

    private static float Of(PredictionMetric metric, Tensor truth, Tensor prediction)
    {
        metric.Update(truth, prediction);
        return metric.Result().Item<float>();
    }
}
