using Heed.Optimizers;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>What every optimizer must do, tested on all samples of <see cref="OptimizerSamples"/>; none may lack one but those made of others.</summary>
public sealed class OptimizerContractTests
{
    public static TheoryData<string> Names => [.. OptimizerSamples.Table.Select(sample => sample.Name)];

    [Fact]
    public void Every_registered_optimizer_has_a_sample() => Assert.Empty(KerasRegistry.Names<Optimizer>().Where(name => char.IsUpper(name[0]))
        .Except(["LossScaleOptimizer", "MultiOptimizer"]).Except(OptimizerSamples.Table.Select(sample => sample.ClassName)));

    [Theory, MemberData(nameof(Names))]
    public void Config_makes_an_equal_optimizer(string name)
    {
        Optimizer optimizer = Find(name).Make();
        Assert.Equal(KerasRegistry.Serialize(optimizer).ToJsonString(),
            KerasRegistry.Serialize(KerasRegistry.Deserialize<Optimizer>(KerasRegistry.Serialize(optimizer))).ToJsonString());
    }

    [Theory, MemberData(nameof(Names))]
    public void Weights_follow_the_rule_number_by_number(string name)
    {
        if (Find(name).Rule is not { } rule) return;
        Optimizer optimizer = Find(name).Make();
        double[] start = [.. Enumerable.Range(0, 21).Select(i => Math.Cos(i))];
        var weight = new Variable(Tensor.From(start, [3, 7]));
        double[][] slots = [.. start.Select(_ => new double[3])];
        for (int step = 1; step <= 5; step++)
        {
            double[] gradient = [.. start.Select((_, i) => Math.Sin(step + 2 * i))];
            optimizer.Apply([Tensor.From(gradient, [3, 7])], [weight]);
            for (int i = 0; i < start.Length; i++) start[i] = rule(start[i], gradient[i], step, slots[i]);
            Assert.All(start.Zip(weight.Value.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));     // the rate is a float32
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_quadratic_gets_smaller(string name)
    {
        Optimizer optimizer = Find(name).Make();
        var weight = new Variable(RandomNormal([4, 3], 0, 1, DType.Float32, new RandomKey(1, 1)));
        double before = Sum(Square(weight.Value)).Item<float>();
        for (int step = 0; step < 20; step++) optimizer.Apply([2 * weight.Value], [weight]);
        Assert.InRange(Sum(Square(weight.Value)).Item<float>(), 0, 0.999 * before);
    }

    [Theory, MemberData(nameof(Names))]
    public void Narrow_weights_go_the_same_way(string name)
    {
        Optimizer wide = Find(name).Make(), narrow = Find(name).Make();
        Tensor start = RandomNormal([4, 3], 0, 1, DType.Float32, new RandomKey(1, 1)).Cast(DType.BFloat16);
        Variable expected = new(start.Cast(DType.Float32), "wide"), weight = new(start, "narrow");
        for (uint step = 0; step < 3; step++)
        {
            Tensor gradient = RandomNormal([4, 3], 0, 1, DType.Float32, new RandomKey(2, step)).Cast(DType.BFloat16);
            wide.Apply([gradient.Cast(DType.Float32)], [expected]);
            narrow.Apply([gradient], [weight]);
        }
        Assert.Equal(DType.BFloat16, weight.DType);
        Assert.All(expected.Value.ToArray<float>().Zip(weight.Value.Cast(DType.Float32).ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second,
            6e-2 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RMSprop(rho: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(initialAccumulatorValue: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(learningRatePower: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(l1RegularizationStrength: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(beta1: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScheduleFreeAdamW(beta1: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adafactor(clipThreshold: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Muon(nsSteps: -1));
        Assert.Contains("Adam instead", Assert.Throws<ArgumentException>(() => KerasRegistry.Create<Optimizer>("AdamW", new Config().With("weight_decay", null))).Message);
        Assert.Equal(0.004, ((Optimizer)"adamw").WeightDecay);
    }

    private static OptimizerSample Find(string name) => OptimizerSamples.Table.Single(sample => sample.Name == name);
}
