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
    public void Hundred_thousand_steps_do_not_grow_the_managed_heap()
    {
        Model model = Network(8, 3);
        Tensor x = GradientCheck.Random([400, 8], new Random(1)).Cast(DType.Float32);
        int[] y = [.. Enumerable.Range(0, 400).Select(i => i % 3)];
        model.Fit(x, y, batchSize: 4, epochs: 2);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        model.Fit(x, y, batchSize: 4, epochs: 1000);
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 300_000, $"The heap grew by {growth} bytes.");     // the history's own numbers take 50,000
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

    [Fact]
    public void Transformer_with_dropout_has_the_same_bits_for_1_2_and_4_threads()
    {
        int[,] words = new int[64, 12];
        int[] y = new int[64];
        var random = new Random(3);
        for (int i = 0; i < 64; i++)
        {
            for (int t = 0; t < 12; t++) words[i, t] = random.Next(50);
            y[i] = words[i, 0] % 2;
        }
        (float[] Weights, IReadOnlyList<double> Losses) Train(int threads)
        {
            var weights = new List<float>();
            IReadOnlyList<double> losses = [];
            ThreadCountCollection.With(threads, () =>
            {
                Runtime.SetRandomSeed(11);
                Model model = Transformer();
                model.Compile(new Adam(0.002), "sparse_categorical_crossentropy", metrics: ["accuracy"]);
                losses = model.Fit(words, y, batchSize: 32, epochs: 3, validationSplit: 0.25)["loss"];
                weights.AddRange(model.Weights.SelectMany(weight => weight.Value.ToArray<float>()));
            });
            return ([.. weights], losses);
        }
        var one = Train(1);
        foreach (int threads in (int[])[1, 2, 4])
        {
            var many = Train(threads);
            Assert.Equal(one.Losses, many.Losses);
            Assert.Equal(one.Weights, many.Weights);
        }
    }

    private static Model Transformer()
    {
        Tensor x = Input.Of([12], dtype: DType.Int32), hidden = x.Then(new Embedding(50, 128));
        for (int block = 0; block < 2; block++)
        {
            Tensor attended = new MultiHeadAttention(4, 32, dropout: 0.2).Apply([hidden, hidden]);
            hidden = new LayerNormalization().Apply(hidden + attended.Then(new Dropout(0.1)));
            Tensor fed = hidden.Then(new Dense(256, "gelu")).Then(new Dropout(0.1)).Then(new Dense(128));
            hidden = new LayerNormalization().Apply(hidden + fed);
        }
        return new Model(x, hidden.Then(new GlobalAveragePooling1D()).Then(new Dense(2, "softmax")));
    }

    private static Model Network(int width, int classes)
    {
        Model model = new Sequential([new InputLayer([width]), new Dense(width, "relu"), new Dense(classes)]);
        model.Compile(new Adam(0.001), new SparseCategoricalCrossentropy(fromLogits: true), metrics: ["accuracy"]);
        return model;
    }
}
