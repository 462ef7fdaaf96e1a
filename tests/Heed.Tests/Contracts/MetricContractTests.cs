using Heed.Metrics;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>What every metric must do, tested on all samples of <see cref="MetricSamples"/>; none may lack one.</summary>
public sealed class MetricContractTests
{
    /// <summary>Metrics of single values, the one that is made of a function, and second names.</summary>
    private static readonly string[] WithoutSample = ["Mean", "MeanMetricWrapper", "Sum", "BCE", "MAE", "MAPE", "MSE", "MSLE"];

    public static TheoryData<string> Names => [.. MetricSamples.Table.Select(sample => sample.Name)];

    [Fact]
    public void Every_registered_metric_has_a_sample() => Assert.Empty(
        KerasRegistry.Names<Metric>().Where(name => char.IsUpper(name[0])).Except(WithoutSample).Except(MetricSamples.Table.Select(sample => sample.ClassName)));

    [Theory, MemberData(nameof(Names))]
    public void Config_makes_an_equal_metric(string name)
    {
        MetricSample sample = Find(name);
        PredictionMetric metric = sample.Make();
        var again = (PredictionMetric)KerasRegistry.Deserialize<Metric>(KerasRegistry.Serialize(metric));
        Assert.Equal(KerasRegistry.Serialize(metric).ToJsonString(), KerasRegistry.Serialize(again).ToJsonString());
        Assert.Equal(ResultOf(metric, sample.YTrue, sample.YPred), ResultOf(again, sample.YTrue, sample.YPred));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_reset_forgets_everything(string name)
    {
        MetricSample sample = Find(name);
        PredictionMetric metric = sample.Make();
        double[] expected = ResultOf(metric, sample.YTrue, sample.YPred);
        metric.Update(sample.YTrue, sample.YPred, new float[] { 1, 3, 0, 2 });
        metric.Reset();
        Assert.All(metric.Variables, variable => Assert.All(variable.Value.Cast(DType.Float64).ToArray<double>(), value => Assert.Equal(0, value)));
        Assert.Equal(expected, ResultOf(metric, sample.YTrue, sample.YPred));
    }

    [Theory, MemberData(nameof(Names))]
    public void Two_batches_give_what_they_give_together(string name)
    {
        MetricSample sample = Find(name);
        PredictionMetric metric = sample.Make();
        metric.Update(sample.YTrue[..1], sample.YPred[..1]);
        AssertClose(ResultOf(sample.Make(), sample.YTrue, sample.YPred), ResultOf(metric, sample.YTrue[1..], sample.YPred[1..]));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_of_weight_2_counts_twice_and_one_of_weight_0_not_at_all(string name)
    {
        MetricSample sample = Find(name);
        Tensor repeated = new[] { 0, 1, 1, 3 };
        double[] expected = ResultOf(sample.Make(), Take(sample.YTrue, repeated, 0), Take(sample.YPred, repeated, 0));
        AssertClose(expected, ResultOf(sample.Make(), sample.YTrue, sample.YPred, new float[] { 1, 2, 0, 1 }));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_variables_are_its_whole_state(string name)
    {
        MetricSample sample = Find(name);
        PredictionMetric metric = sample.Make(), copy = sample.Make();
        metric.Update(sample.YTrue, sample.YPred);
        copy.Update(sample.YTrue[..2], sample.YPred[..2]);       // some variables come with the first batch
        Assert.Equal(metric.Variables.Select(variable => (variable.Path, variable.Shape)), copy.Variables.Select(variable =>
            (Path: variable.Path.Replace($"{copy.Name}/", $"{metric.Name}/", StringComparison.Ordinal), variable.Shape)));
        foreach ((Variable from, Variable to) in metric.Variables.Zip(copy.Variables)) to.Assign(from.Value);
        Assert.Equal(Values(metric.Result()), Values(copy.Result()));
    }

    private static MetricSample Find(string name) => MetricSamples.Table.Single(sample => sample.Name == name);

    private static double[] ResultOf(PredictionMetric metric, Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        metric.Update(yTrue, yPred, sampleWeight);
        return Values(metric.Result());
    }

    private static double[] Values(Tensor x) => x.Cast(DType.Float64).ToArray<double>();

    private static void AssertClose(double[] expected, double[] received)
    {
        Assert.Equal(expected.Length, received.Length);
        Assert.All(expected.Zip(received), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
    }
}
