using Heed.Layers;
using Heed.Losses;
using Heed.Optimizers;
using Heed.Tests.Kernels;

namespace Heed.Tests.Training;

/// <summary>What a training step costs, and that its bits do not depend on the machine's threads.</summary>
[Collection(ThreadCountCollection.Name)]
public class TrainStepTests
{
    [Fact]
    public void Ten_thousand_steps_do_not_grow_the_managed_heap()
    {
        Model model = Network(8, 3);
        Tensor x = GradientCheck.Random([16, 8], new Random(1)).Cast(DType.Float32);
        int[] y = [.. Enumerable.Range(0, 16).Select(i => i % 3)];
        model.Fit(x, y, batchSize: 4, epochs: 25);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        model.Fit(x, y, batchSize: 4, epochs: 2500);
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 300_000, $"The heap grew by {growth} bytes.");     // the history's own numbers take 60,000
    }

    [Fact]
    public void Training_has_the_same_bits_for_1_and_2_threads()
    {
        Tensor x = GradientCheck.Random([256, 64], new Random(1)).Cast(DType.Float32);
        int[] y = [.. Enumerable.Range(0, 256)];
        Model model = Network(64, 300);
        Tensor[] start = model.GetWeights();
        float[] Train(int threads)
        {
            model.SetWeights(start);
            model.Compile(new Adam(0.01), new SparseCategoricalCrossentropy(fromLogits: true));
            ThreadCountCollection.With(threads, () => model.Fit(x, y, batchSize: 128, epochs: 2, seed: 4));
            return [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];
        }
        Assert.Equal(Train(1), Train(2));
    }

    private static Model Network(int width, int classes)
    {
        Model model = new Sequential([new InputLayer([width]), new Dense(width, "relu"), new Dense(classes)]);
        model.Compile(new Adam(0.001), new SparseCategoricalCrossentropy(fromLogits: true), metrics: ["accuracy"]);
        return model;
    }
}
