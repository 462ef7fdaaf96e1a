using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests.Training;

public sealed class MultiOptimizerTests
{
    private readonly Variable _kernel = new(Heed.Ops.Ones([2]), "kernel"), _bias = new(Heed.Ops.Ones([2]), "bias"), _scale = new(Heed.Ops.Ones([2]), "scale");

    [Fact]
    public void Each_weight_is_changed_by_its_own_optimizer()
    {
        var optimizer = new MultiOptimizer(new(new SGD(0.25), new Dictionary<string, Optimizer> { ["b.*"] = new SGD(0.5), ["scale"] = new Lion(0.25) }));
        optimizer.Apply([Heed.Ops.Ones([2]), Heed.Ops.Ones([2]), Heed.Ops.Ones([2])], [_kernel, _bias, _scale]);
        optimizer.Apply([Heed.Ops.Ones([2]), null, null]);
        Assert.Equal((0.5f, 0.5f, 0.75f), (First(_kernel), First(_bias), First(_scale)));
        Assert.Equal(2, optimizer.Iterations);
        Assert.Equal(["iteration", "learning_rate", "iteration", "learning_rate", "iteration", "learning_rate", "scale_momentum", "iteration", "learning_rate"],
            optimizer.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void Loss_scale_is_shared()
    {
        var optimizer = new MultiOptimizer(new(new SGD(0.1)), lossScaleFactor: 8);
        Assert.Equal(16f, optimizer.ScaleLoss(2f).Item<float>());
        optimizer.Apply([Heed.Ops.Full([2], 8f)], [_kernel]);
        Assert.Equal(0.9f, First(_kernel), 6);
    }

    [Fact]
    public void Config_makes_the_same_again()
    {
        Optimizer optimizer = new MultiOptimizer(new(new Adam(0.25), new Dictionary<string, Optimizer> { ["bias"] = new SGD(0.5) }), 2);
        Optimizer again = KerasRegistry.Deserialize<Optimizer>(KerasRegistry.Serialize(optimizer));
        Assert.Equal(KerasRegistry.Serialize(optimizer).ToJsonString(), KerasRegistry.Serialize(again).ToJsonString());
        Assert.IsType<SGD>(((MultiOptimizer)again).OptimizerMap["bias"]);
        Assert.IsType<Adam>(((MultiOptimizer)again).OptimizerMap["biases"]);
    }

    [Fact]
    public void Rejects_what_makes_no_sense()
    {
        var twice = new OptimizerMap(new SGD(), new Dictionary<string, Optimizer> { ["b.*"] = new SGD(), [".*s"] = new SGD() });
        Assert.Contains("'b.*' and '.*s'", Assert.Throws<ArgumentException>(() => twice["bias"]).Message);
        Assert.Throws<ArgumentException>(() => new OptimizerMap(new LossScaleOptimizer(new SGD())));
        var optimizer = new MultiOptimizer(new(new SGD())) { Clipnorm = 1 };
        Assert.Contains("inside", Assert.Throws<ArgumentException>(() => optimizer.Build([_kernel])).Message);
        Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate);
        Assert.Throws<ArgumentException>(() => new MultiOptimizer(new(new SGD())).Apply([null, null], [_kernel]));
    }

    [Fact]
    public void Callbacks_set_and_log_the_rate_of_each()
    {
        // Keras 3.15.1: learning_rate_slow 1, 1, 0.5, 0.3 and learning_rate_fast 0.5, 0.5, 0.3, 0.3; then 0.15, 0.075 of both
        Model model = new Sequential([new InputLayer([1]), new Dense(1, name: "first"), new Dense(1, name: "second")]);
        model.Compile(new MultiOptimizer(new(new SGD(1.0, name: "slow"), new Dictionary<string, Optimizer> { ["second/.*"] = new SGD(0.5, name: "fast") })), "mse");
        History history = model.Fit(new float[1, 1], new float[1, 1], epochs: 4, callbacks: [new ReduceLROnPlateau("loss", 0.5, patience: 1, minDelta: 100, minLr: 0.3)]);
        Assert.Equal([1, 1, 0.5, 0.3], history["learning_rate_slow"].Select(rate => Math.Round(rate, 6)));
        Assert.Equal([0.5, 0.5, 0.3, 0.3], history["learning_rate_fast"].Select(rate => Math.Round(rate, 6)));

        history = model.Fit(new float[1, 1], new float[1, 1], epochs: 2, callbacks: [new LearningRateScheduler((_, rate) => rate / 2)]);
        Assert.Equal([0.15, 0.075], history["learning_rate_slow"].Select(rate => Math.Round(rate, 6)));
        Assert.Contains("UseEma", Assert.Throws<InvalidOperationException>(() => model.Evaluate(new float[1, 1], new float[1, 1], callbacks: [new SwapEMAWeights()])).Message);
    }

    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("(")]
    public void A_pattern_that_cannot_be_searched_for_is_refused(string pattern)
    {
        var weight = new Variable(new float[] { 1 }, new string('a', 40));      // (a+)+ finds 2⁴⁰ ways to cut it
        var map = new OptimizerMap(new SGD(), new Dictionary<string, Optimizer> { [pattern] = new SGD() });
        Assert.Contains($"Received '^(?:{pattern})$'", Assert.Throws<ArgumentException>(() => new MultiOptimizer(map).Build([weight])).Message);
    }

    private static float First(Variable variable) => variable.Value.ToArray<float>()[0];
}
