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
