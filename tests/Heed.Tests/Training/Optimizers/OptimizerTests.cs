using Heed.Constraints;
using Heed.Optimizers;

namespace Heed.Tests.Training;

public class OptimizerTests
{
    [Fact]
    public void Momentum_repeats_the_last_change_and_nesterov_looks_ahead()
    {
        Assert.Equal([0.9f, 0.75f], Run(new SGD(0.1, momentum: 0.5), 2));         // −0.1, then −0.1 − 0.05
        Assert.Equal([0.85f, 0.675f], Run(new SGD(0.1, momentum: 0.5, nesterov: true), 2));
    }

    [Fact]
    public void Gradients_are_clipped_by_value_by_norm_and_together()
    {
        Assert.Equal([-1f, -1], Step(new SGD(1.0) { Clipvalue = 1 }, [3, 4])[0]);
        Assert.Equal([-0.6f, -0.8f], Step(new SGD(1.0) { Clipnorm = 1 }, [3, 4])[0]);
        Assert.Equal([[-0.6f, 0], [0, -0.8f]], Step(new SGD(1.0) { GlobalClipnorm = 1 }, [3, 0], [0, 4]));
        Assert.Equal([-3f, -4], Step(new SGD(1.0) { Clipnorm = 10 }, [3, 4])[0]);
    }

    [Fact]
    public void Two_ways_of_clipping_are_refused() =>
        Assert.Contains("at most one", Assert.Throws<ArgumentException>(() => new Adam { Clipnorm = 1, Clipvalue = 2 }).Message);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rate_that_is_no_rate_is_refused(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD().LearningRate = rate);
    }

    [Fact]
    public void Unknown_name_suggests_the_nearest() =>
        Assert.Contains("Did you mean 'adam'", Assert.Throws<ArgumentException>(() => (Optimizer)"adamm").Message);

    [Fact]
    public void Rate_can_be_set_unless_a_schedule_decides()
    {
        var optimizer = new SGD(0.5) { LearningRate = 0.25 };
        Assert.Equal(0.25, optimizer.LearningRate);
        Assert.Throws<InvalidOperationException>(() => new SGD(new ExponentialDecay(0.1, 10, 0.5)).LearningRate = 1);
    }

    [Fact]
    public void Decay_takes_a_fraction_off_and_leaves_excluded_weights_alone()
    {
        Variable kernel = new(new float[] { 1 }, "kernel"), bias = new(new float[] { 1 }, "bias");
        var optimizer = new SGD(0.5) { WeightDecay = 0.2 };
        optimizer.ExcludeFromWeightDecay(names: ["bias"]);
        optimizer.Apply([new float[1], new float[1]], [kernel, bias]);
        Assert.Equal((0.9f, 1f), (kernel.Value.Item<float>(), bias.Value.Item<float>()));
    }

    [Fact]
    public void Exclusions_from_decay_are_regular_expressions_and_the_last_call_counts()
    {
        Variable kernel = new(new float[] { 1 }, "kernel_1"), gamma = new(new float[] { 1 }, "gamma");
        var optimizer = new SGD(0.5) { WeightDecay = 0.2 };
        optimizer.ExcludeFromWeightDecay([kernel]);
        optimizer.ExcludeFromWeightDecay(names: ["^g.*a$", "l$"]);
        optimizer.Apply([new float[1], new float[1]], [kernel, gamma]);
        Assert.Equal((0.9f, 1f), (kernel.Value.Item<float>(), gamma.Value.Item<float>()));      // as in Keras 3.15.1
    }

    [Fact]
    public void Exclusion_from_decay_that_is_no_regular_expression_is_refused_where_it_is_given() =>
        Assert.ThrowsAny<ArgumentException>(() => new SGD().ExcludeFromWeightDecay(names: ["("]));

    [Fact]
    public void Rate_that_comes_back_after_a_schedule_stands_where_files_expect_it()
    {
        var optimizer = new SGD(new ExponentialDecay(0.5, 1, 0.5), momentum: 0.9);
        optimizer.Apply([new float[] { 1 }], [new Variable(new float[] { 1 }, "kernel")]);
        optimizer.LearningRateSchedule = null;
        Assert.Equal(["iteration", "learning_rate", "kernel_momentum"], optimizer.Variables.Select(variable => variable.Name));
        Assert.Equal(0.25, optimizer.LearningRate);
    }

    [Fact]
    public void Keras_writes_0_for_never()
    {
        var optimizer = KerasRegistry.Deserialize<Optimizer>(System.Text.Json.Nodes.JsonNode.Parse(
            """{"class_name": "SGD", "config": {"use_ema": true, "ema_overwrite_frequency": 0, "gradient_accumulation_steps": 0}}""")!);
        Assert.Equal((null, null), (optimizer.EmaOverwriteFrequency, optimizer.GradientAccumulationSteps));
    }

    [Fact]
    public void Accumulated_gradients_are_averaged()
    {
        var weight = new Variable(new float[] { 1 }, "kernel");
        var optimizer = new SGD(1.0) { GradientAccumulationSteps = 2 };
        optimizer.Apply([new float[] { 1 }], [weight]);
        Assert.Equal(1f, weight.Value.Item<float>());
        optimizer.Apply([new float[] { 3 }], [weight]);
        Assert.Equal(-1f, weight.Value.Item<float>());
        Assert.Equal(1, optimizer.Iterations);
        Assert.Equal(["iteration", "learning_rate", "kernel_gradient_accumulator"], optimizer.Variables.Select(x => x.Name));
    }

    [Fact]
    public void Constraint_projects_after_the_step_and_a_weight_without_gradient_stays()
    {
        Variable bound = new(new float[] { 1 }, "bound") { Constraint = new NonNeg() }, idle = new(new float[] { 5 }, "idle");
        new SGD(1.0).Apply([new float[] { 3 }, null], [bound, idle]);
        Assert.Equal((0f, 5f), (bound.Value.Item<float>(), idle.Value.Item<float>()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Narrow_types_follow_the_rule_of_the_fused_step(bool amsgrad)
    {
        Tensor start = GradientCheck.Random([37], new Random(1)), gradient = GradientCheck.Random([37], new Random(2));
        Func<Optimizer>[] makers = [() => new Adam(0.05, amsgrad: amsgrad), () => new SGD(0.05, 0.9, nesterov: amsgrad), () => new SGD(0.05)];
        foreach (Func<Optimizer> make in makers)
        {
            double[] exact = Train(DType.Float64), single = Train(DType.Float32), half = Train(DType.Float16);
            for (int i = 0; i < exact.Length; i++)
            {
                Assert.Equal(exact[i], single[i], tolerance: 1e-5);
                Assert.Equal(exact[i], half[i], tolerance: 0.005);
            }

            double[] Train(DType type)
            {
                var weight = new Variable(start.Cast(type), "kernel");
                Optimizer optimizer = make();
                for (int step = 0; step < 3; step++) optimizer.Apply([(gradient * (step + 1.0)).Cast(type)], [weight]);
                return weight.Value.Cast(DType.Float64).ToArray<double>();
            }
        }
    }

    [Fact]
    public void Value_that_was_read_before_a_step_does_not_change()
    {
        var weight = new Variable(new float[] { 1 }, "kernel");
        Tensor before = weight.Value;
        new SGD(1.0).Apply([new float[] { 1 }], [weight]);
        Assert.Equal((1f, 0f), (before.Item<float>(), weight.Value.Item<float>()));
    }

    [Fact]
    public void Config_of_every_optimizer_and_schedule_makes_it_again()
    {
        LearningRateSchedule[] schedules =
        [
            new CosineDecay(0.1, 100, warmupTarget: 0.2, warmupSteps: 10), new CosineDecayRestarts(0.1, 10),
            new ExponentialDecay(0.1, 10, 0.5, staircase: true),
            new InverseTimeDecay(0.1, 10, 0.5), new PiecewiseConstantDecay([1, 2.5], [0.1, 0.2, 0.3]), new PolynomialDecay(0.1, 10, cycle: true),
        ];
        Optimizer[] optimizers =
        [
            new Adam(0.25, amsgrad: true) { Clipnorm = 1, WeightDecay = 0.01 }, new SGD(momentum: 0.5) { UseEma = true, GradientAccumulationSteps = 2 },
            new LossScaleOptimizer(new Adam(), 1024), .. schedules.Select(schedule => new SGD(schedule)),
        ];
        foreach (Optimizer optimizer in optimizers)
        {
            var again = KerasRegistry.Deserialize<Optimizer>(KerasRegistry.Serialize(optimizer));
            Assert.Equal(KerasRegistry.Serialize(optimizer).ToJsonString(), KerasRegistry.Serialize(again).ToJsonString());
        }
    }

    [Fact]
    public void Schedule_refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(0.1, 0, 0.5));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [0.1, 0.2]));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 1], [0.1, 0.2, 0.3]));
    }

    private static float[] Run(Optimizer optimizer, int steps)
    {
        var weight = new Variable(new float[] { 1 }, "kernel");
        return [.. Enumerable.Range(0, steps).Select(_ =>
        {
            optimizer.Apply([new float[] { 1 }], [weight]);
            return weight.Value.Item<float>();
        })];
    }

    private static float[][] Step(Optimizer optimizer, params float[][] gradients)
    {
        Variable[] weights = [.. gradients.Select((gradient, i) => new Variable(new float[gradient.Length], $"w{i}"))];
        optimizer.Apply([.. gradients.Select(gradient => (Tensor)gradient)], weights);
        return [.. weights.Select(weight => weight.Value.ToArray<float>())];
    }
}
