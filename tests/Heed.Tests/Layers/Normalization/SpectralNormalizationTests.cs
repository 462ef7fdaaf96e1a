using Heed.Initializers;
using Heed.Layers;

namespace Heed.Tests.Layers;

public class SpectralNormalizationTests
{
    private static readonly Tensor Diagonal = new float[,] { { 3, 0 }, { 0, 1 } };

    [Fact]
    public void Training_divides_the_kernel_by_its_largest_singular_value()
    {
        var inner = new Dense(2, kernelInitializer: Diagonal);
        var layer = new SpectralNormalization(inner, powerIterations: 50);
        Assert.Equal([3, 1], layer.Apply(new float[,] { { 1, 1 } }).ToArray<float>());                     // not in training
        Waves.AssertClose(new float[,] { { 1, 1f / 3 } }, layer.Apply(new float[,] { { 1, 1 } }, training: true), 1e-6);
        Waves.AssertClose(Diagonal / 3, inner.Kernel!, 1e-6);
        Waves.AssertClose(new float[,] { { 1, 0 } }, Heed.Ops.Abs(layer.Weights[1]), 1e-6);
    }

    [Fact]
    public void The_vector_of_one_call_is_where_the_next_one_starts()
    {
        var once = new SpectralNormalization(new Dense(3), powerIterations: 1);
        once.BuildFor([[1, 4]]);
        Tensor before = once.Weights[1].Value.Keep();
        once.Apply(new float[1, 4], training: true);
        Assert.NotEqual(before.ToArray<float>(), once.Weights[1].Value.ToArray<float>());
        Assert.Equal(1, Heed.Ops.Sum(Heed.Ops.Square(once.Weights[1])).Item<float>(), 1e-5);
    }

    [Fact]
    public void A_kernel_of_zeros_stays()
    {
        var layer = new SpectralNormalization(new Dense(3, kernelInitializer: new Zeros()));
        Assert.Equal([0, 0, 0], layer.Apply(new float[,] { { 1, 1 } }, training: true).ToArray<float>());
    }

    [Fact]
    public void The_kernel_comes_first_and_once()
    {
        var layer = new SpectralNormalization(new Conv1D(3, 2));
        layer.BuildFor([[null, 5, 4]]);
        Assert.Equal(["kernel", "vector_u", "bias"], layer.Weights.Select(weight => weight.Name));
        Assert.Equal([true, false, true], layer.Weights.Select(weight => weight.Trainable));
        Assert.Equal([1, 3], layer.Weights[1].Shape);
        Assert.Equal(2 * 4 * 3 + 3 + 3, layer.CountParameters());
    }

    [Fact]
    public void Whole_numbers_give_vectors_with_fractions() =>
        Assert.Equal(DType.Float32, new SpectralNormalization(new Embedding(3, 2)).Apply(new int[] { 1, 2 }).DType);

    [Fact]
    public void Rejects_layers_without_a_kernel_no_iterations_and_other_widths()
    {
        Assert.Contains("a weight named kernel or embeddings", Assert.Throws<ArgumentException>(() => new SpectralNormalization(new ReLU()).Apply(new float[2, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectralNormalization(new Dense(2), powerIterations: 0));
        var layer = new SpectralNormalization(new Dense(2));
        layer.Apply(new float[1, 3]);
        Assert.Throws<ShapeException>(() => layer.Apply(new float[1, 4]));
    }
}
