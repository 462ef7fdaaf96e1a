using Heed.Losses;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>What every loss must do, tested on all samples of <see cref="LossSamples"/>; none may lack one.</summary>
public sealed class LossContractTests
{
    /// <summary>The loss that is made of a function, and second names.</summary>
    private static readonly string[] WithoutSample = ["LossFunctionWrapper", "BCE", "KLD", "MAE", "MAPE", "MSE", "MSLE"];

    private static readonly Tensor Weights = new double[] { 0.5, 2, 1.5 };

    public static TheoryData<string> Names => [.. LossSamples.Table.Select(sample => sample.Name)];

    [Fact]
    public void Every_registered_loss_has_a_sample() => Assert.Empty(
        KerasRegistry.Names<Loss>().Where(name => char.IsUpper(name[0])).Except(WithoutSample).Except(LossSamples.Table.Select(sample => sample.ClassName)));

    [Theory, MemberData(nameof(Names))]
    public void Config_makes_an_equal_loss(string name)
    {
        LossSample sample = Find(name);
        Loss loss = sample.Make(Reduction.MeanWithSampleWeight, null);
        string json = KerasRegistry.Serialize(loss).ToJsonString();
        Loss again = KerasRegistry.Deserialize<Loss>(KerasRegistry.Serialize(loss));
        Assert.Equal(json, KerasRegistry.Serialize(again).ToJsonString());
        Assert.Equal((loss.Name, loss.Reduction), (again.Name, again.Reduction));
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradient_agrees_with_finite_differences(string name)
    {
        LossSample sample = Find(name);
        foreach (Reduction reduction in new[] { Reduction.None, Reduction.SumOverBatchSize })
        {
            Loss loss = sample.Make(reduction, "float64");
            GradientCheck.Run(x => loss.Apply(sample.YTrue, x[0]), [sample.YPred]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Reductions_agree_with_the_losses_of_samples(string name)
    {
        LossSample sample = Find(name);
        Tensor each = Of(sample, Reduction.None), sum = Of(sample, Reduction.Sum), mean = Of(sample, Reduction.SumOverBatchSize);
        Assert.Equal(Sum(each).Item<double>(), sum.Item<double>(), 12);
        if (each.Rank > 0 && sample.IsSamplewise) Assert.Equal(Mean(each).Item<double>(), mean.Item<double>(), 12);
        Assert.Equal(mean.Item<double>(), Of(sample, Reduction.Mean).Item<double>(), 12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_weights_multiply(string name)
    {
        LossSample sample = Find(name);
        Tensor each = Of(sample, Reduction.None);
        if (each.Rank == 0) return;
        Tensor weighted = sample.Make(Reduction.Sum, "float64").Apply(sample.YTrue, sample.YPred, Weights);
        Assert.Equal(Sum(each * Weights).Item<double>(), weighted.Item<double>(), 12);
        Tensor mean = sample.Make(Reduction.MeanWithSampleWeight, "float64").Apply(sample.YTrue, sample.YPred, Weights);
        if (sample.IsSamplewise) Assert.Equal(Sum(each * Weights).Item<double>() / 4, mean.Item<double>(), 12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Masked_sample_neither_counts_nor_gets_a_gradient(string name)
    {
        LossSample sample = Find(name);
        if (!sample.IsSamplewise) return;
        Tensor each = Of(sample, Reduction.None), masked = sample.YPred.View(sample.YPred.Shape);
        masked.Mask = new[] { true, false, true };
        Loss loss = sample.Make(Reduction.SumOverBatchSize, "float64");
        using var tape = new Tape();
        tape.Watch(masked);
        Tensor mean = loss.Apply(sample.YTrue, masked);
        Assert.Equal((each[0].Item<double>() + each[2].Item<double>()) / 2, mean.Item<double>(), 12);
        Tensor gradient = tape.Gradients(mean, masked)[0]!;
        Assert.All(gradient[1].ToArray<double>(), slope => Assert.Equal(0, slope));
        Assert.Contains(gradient[2].ToArray<double>(), slope => slope != 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Narrow_predictions_are_judged_in_float32(string name)
    {
        LossSample sample = Find(name);
        Tensor loss = sample.Make(Reduction.SumOverBatchSize, null).Apply(sample.YTrue, sample.YPred.Cast(DType.Float16));
        Assert.Equal(DType.Float32, loss.DType);
        Assert.Equal(Of(sample, Reduction.SumOverBatchSize).Item<double>(), loss.Item<float>(), 2e-2 * Math.Max(1, Math.Abs(loss.Item<float>())));
    }

    private static LossSample Find(string name) => LossSamples.Table.Single(sample => sample.Name == name);

    private static Tensor Of(LossSample sample, Reduction reduction) => sample.Make(reduction, "float64").Apply(sample.YTrue, sample.YPred);
}
