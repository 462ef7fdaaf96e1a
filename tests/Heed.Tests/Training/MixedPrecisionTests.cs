using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests.Training;

/// <summary>Training under <c>mixed_float16</c> with a batch in the middle whose gradients overflow: what Keras 3.15.1 (PyTorch) makes of the same model and data.</summary>
public class MixedPrecisionTests
{
    private static readonly float[,] X = { { 1, 2 }, { 0.5f, -1 }, { -1, 0.25f }, { 60000, 60000 }, { 2, 1 }, { 0.25f, 0.5f }, { -0.5f, 1 }, { 1.5f, -0.25f }, { 0, 1 }, { 1, 0 } };
    private static readonly float[,] Y = { { 1 }, { 0 }, { 0.5f }, { 0 }, { 1 }, { 0.25f }, { 0 }, { 0.75f }, { 0.5f }, { 1 } };

    [Fact]
    public void Scale_that_Compile_adds_halves_at_every_overflow_and_the_step_is_skipped()
    {
        (Model model, Watcher watcher) = Train(new SGD(0.1));
        Assert.Equal([16384, 16384, 16384, 8192, 8192, 8192, 8192, 8192, 8192, 8192], watcher.Scales);
        Assert.Equal([0, 1, 2, 2, 3, 4, 5, 6, 7, 8], watcher.Iterations);
        AssertClose([2.214254, 1.112125, 1.041138, 24689.046875, 19751.279297, 16459.404297, 14108.063477, 12344.556641, 10972.952148, 9875.662109], watcher.Losses);
        AssertClose([0.58125, -0.212344, 0.353223, 0.613519, 0.182117, -0.03291, 0.649443, -0.52312, 0.390063], Weights(model));
    }

    [Fact]
    public void Scale_doubles_after_enough_finite_steps()
    {
        (Model model, Watcher watcher) = Train(new LossScaleOptimizer(new SGD(0.05), initialScale: 1024, dynamicGrowthSteps: 3));
        Assert.Equal([1024, 1024, 2048, 1024, 1024, 1024, 2048, 2048, 2048, 4096], watcher.Scales);
        Assert.Equal([1, 2, 3, 3, 4, 5, 6, 7, 8, 9], watcher.Iterations);
        AssertClose([0.544113, -0.325548, 0.404063, 0.505979, 0.172211, 0.044898, 0.639556, -0.481828, 0.264197], Weights(model));
    }

    [Fact]
    public void Scale_far_too_large_shrinks_step_by_step_and_the_inner_optimizer_clips()
    {
        (Model model, Watcher watcher) = Train(new LossScaleOptimizer(new Adam(0.01) { GlobalClipnorm = 1 }, initialScale: 1 << 20, dynamicGrowthSteps: 2));
        Assert.Equal([524288, 262144, 131072, 65536, 32768, 32768, 65536, 65536, 32768, 32768], watcher.Scales);
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 3, 3, 4], watcher.Iterations);
        AssertClose([0.519498, -0.253663, 0.280875, 0.716219, 0.13974, 0.166282, 0.53623, -0.716306, 0.089685], Weights(model));
    }

    private static (Model, Watcher) Train(Optimizer optimizer)
    {
        Model model = new Sequential { DType = "mixed_float16" }.Add(new InputLayer([2])).Add(new Dense(2, "relu") { DType = "mixed_float16" }).Add(new Dense(1) { DType = "mixed_float16" });
        model.SetWeights([new[,] { { 0.5f, -0.25f }, { 0.25f, 0.75f } }, new[] { 0.1f, 0.2f }, new[,] { { 0.5f }, { -0.75f } }, new[] { 0.05f }]);
        model.Compile(optimizer, "mse");
        var watcher = new Watcher();
        model.Fit(X, Y, batchSize: 1, shuffle: false, callbacks: [watcher]);
        return (model, watcher);
    }

    private static double[] Weights(Model model) => [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>()).Select(x => (double)x)];

    private static void AssertClose(double[] expected, IReadOnlyList<double> received)
    {
        Assert.Equal(expected.Length, received.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], received[i], 1e-2 * Math.Max(1, Math.Abs(expected[i])));
    }

    private sealed class Watcher : Callback
    {
        public List<double> Scales { get; } = [];

        public List<long> Iterations { get; } = [];

        public List<double> Losses { get; } = [];

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            var optimizer = Assert.IsType<LossScaleOptimizer>(Model.Optimizer);
            Scales.Add(optimizer.Scale);
            Iterations.Add(optimizer.Iterations);
            Losses.Add(logs["loss"]);
        }
    }
}
