namespace Heed.Tests;

[Collection(Kernels.ThreadCountCollection.Name)]
public sealed class RuntimeTests
{
    [Fact]
    public void A_seed_for_the_whole_process_repeats_first_weights()
    {
        Tensor[] first = SeededWeights(7), second = SeededWeights(7), other = SeededWeights(8);
        Assert.Equal(first[0].ToArray<float>(), second[0].ToArray<float>());
        Assert.NotEqual(first[0].ToArray<float>(), other[0].ToArray<float>());
    }

    [Fact]
    public void The_number_of_threads_can_be_set()
    {
        int threads = Runtime.Threads;
        try
        {
            Runtime.Threads = 3;
            Assert.Equal(3, Runtime.Threads);
        }
        finally
        {
            Runtime.Threads = threads;
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Runtime.Threads = 0);
    }

    private static Tensor[] SeededWeights(int seed)
    {
        Runtime.SetRandomSeed(seed);
        var layer = new Heed.Layers.Dense(3);
        layer.Apply(new float[,] { { 1, 2 } });
        return layer.GetWeights();
    }
}
