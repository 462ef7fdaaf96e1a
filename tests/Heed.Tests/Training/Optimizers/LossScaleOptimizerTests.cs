using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests.Training;

public class LossScaleOptimizerTests
{
    [Fact]
    public void Infinite_gradient_is_skipped_and_halves_the_scale()
    {
        var weight = new Variable(new float[] { 1 }, "kernel");
        var optimizer = new LossScaleOptimizer(new SGD(1.0), initialScale: 8, dynamicGrowthSteps: 2);
        optimizer.Apply([new[] { float.PositiveInfinity }], [weight]);
        Assert.Equal((1f, 4.0, 0L), (weight.Value.Item<float>(), optimizer.Scale, optimizer.Iterations));

        optimizer.Apply([new float[] { 4 }], [weight]);
        Assert.Equal((0f, 4.0), (weight.Value.Item<float>(), optimizer.Scale));
        optimizer.Apply([new float[] { 4 }], [weight]);
        Assert.Equal((-1f, 8.0), (weight.Value.Item<float>(), optimizer.Scale));
        Assert.Equal(24f, optimizer.ScaleLoss(3f).Item<float>());
    }

    [Fact]
    public void Variables_of_the_inner_optimizer_are_those_of_Keras()
    {
        // Keras 3.15.1: a first step puts the outer name before the inner one, Build does not; what Nadam and Adafactor make beside is not listed.
        var weight = new Variable(new float[] { 1 }, "kernel");
        var stepped = new LossScaleOptimizer(new Nadam(name: "inner"), name: "outer");
        stepped.Apply([new float[] { 1 }], [weight]);
        Assert.Equal(["outer/iteration", "outer/learning_rate", "outer/step_counter", "outer/dynamic_scale", "inner/iteration", "inner/learning_rate",
            "outer/inner/kernel_momentum", "outer/inner/kernel_velocity"], stepped.Variables.Select(variable => variable.Path));

        var built = new LossScaleOptimizer(new Adafactor(name: "inner"), name: "outer");
        built.Build([weight]);
        Assert.Equal(["inner/iteration", "inner/learning_rate", "inner/kernel_velocity"], built.Variables.Skip(4).Select(variable => variable.Path));

        var several = new LossScaleOptimizer(new MultiOptimizer(new(new Nadam(name: "inner")), name: "several"), name: "outer");
        several.Apply([new float[] { 1 }], [weight]);
        Assert.Equal(["several/iteration", "several/learning_rate", "inner/iteration", "inner/learning_rate", "outer/inner/kernel_momentum", "outer/inner/kernel_velocity"],
            several.Variables.Skip(4).Select(variable => variable.Path));
    }

    [Fact]
    public void Nadam_goes_on_from_a_file_that_does_not_hold_its_product()
    {
        Variable weight = new(new float[] { 1 }, "kernel"), copy = new(new float[] { 1 }, "kernel");
        LossScaleOptimizer whole = new(new Nadam(0.1), initialScale: 1), resumed = new(new Nadam(0.1), initialScale: 1);
        for (int i = 0; i < 3; i++) whole.Apply([new[] { 0.5f + i }], [weight]);
        resumed.Build([copy]);
        copy.Assign(weight.Value);
        foreach ((Variable from, Variable to) in whole.Variables.Zip(resumed.Variables)) to.Assign(from.Value);
        whole.Apply([new[] { 0.25f }], [weight]);
        resumed.Apply([new[] { 0.25f }], [copy]);
        Assert.Equal(weight.Value.Item<float>(), copy.Value.Item<float>(), 1e-6);
    }

    [Fact]
    public void Nadam_goes_on_soon_from_any_number_of_steps()
    {
        // of 1001 shares and more, those after the thousandth are β₁ = 0.999 in every digit
        Variable weight = new(new float[] { 1 }, "kernel");
        var inner = new Nadam(0.1, beta1: 0.999);
        var optimizer = new LossScaleOptimizer(inner, initialScale: 1);
        optimizer.Build([weight]);
        inner.Variables[0].Assign(Tensor.FromScalar(int.MaxValue - 1).Cast(inner.Variables[0].DType));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        optimizer.Apply([new[] { 0.5f }], [weight]);
        Assert.InRange(weight.Value.Item<float>(), 0.9f, 1);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);      // one share after the other takes minutes
    }

    [Fact]
    public void Option_set_on_the_outer_optimizer_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LossScaleOptimizer(new SGD()) { Clipnorm = 1 }.Build([]));

    [Fact]
    public void Compile_wraps_the_optimizer_of_a_mixed_float16_model()
    {
        var model = new Sequential { DType = "mixed_float16" };
        model.Add(new Dense(1) { DType = "mixed_float16" });
        model.Compile("sgd", "mse");
        var optimizer = Assert.IsType<LossScaleOptimizer>(model.Optimizer);
        double loss = model.TrainOnBatch(new float[4, 3], new float[4, 1])["loss"];
        Assert.Equal((0.0, 1L), (loss, optimizer.Iterations));

        model.Compile("sgd", "mse", autoScaleLoss: false);
        Assert.IsType<SGD>(model.Optimizer);
    }
}
