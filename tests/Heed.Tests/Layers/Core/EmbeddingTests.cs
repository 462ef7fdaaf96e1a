using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests.Layers.Core;

public class EmbeddingTests
{
    private static readonly Tensor Vectors = new float[,] { { 0, 1 }, { 10, 11 }, { 20, 21 } };

    [Fact]
    public void Given_weights_are_looked_up_by_numbers_of_any_type()
    {
        var embedding = new Embedding(3, 2, weights: Vectors);
        float[] expected = [20, 21, 0, 1];
        Assert.Equal(expected, embedding.Apply(new int[,] { { 2, 0 } }).ToArray<float>());
        Assert.Equal(expected, embedding.Apply(new float[,] { { 2.9f, 0 } }).ToArray<float>());
        Assert.Equal(expected, embedding.Apply(new byte[,] { { 2, 0 } }).ToArray<float>());
    }

    [Fact]
    public void Gradients_of_a_word_that_occurs_twice_add_up()
    {
        var embedding = new Embedding(3, 2, weights: Vectors);
        using var tape = new Tape();
        Tensor loss = Sum(embedding.Apply(new int[] { 1, 1, 0 }) * new float[,] { { 1 }, { 2 }, { 4 } });
        Assert.Equal([4f, 4, 3, 3, 0, 0], tape.Gradients(loss, embedding.TrainableWeights)[0]!.ToArray<float>());
    }

    [Fact]
    public void Zero_is_masked_if_asked_for()
    {
        Assert.Equal([true, false], new Embedding(3, 2, maskZero: true).Apply(new int[,] { { 1, 0 } }).Mask!.ToArray<bool>());
        Assert.Null(new Embedding(3, 2).Apply(new int[,] { { 1, 0 } }).Mask);
    }

    [Fact]
    public void Rejects_numbers_outside_the_vocabulary() =>
        Assert.Contains("Embedding 'words' expects", Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(3, 2, name: "words").Apply(new int[] { 3 })).Message);

    [Fact]
    public void Rejects_weights_of_another_shape_and_empty_sizes()
    {
        Assert.Throws<ShapeException>(() => new Embedding(2, 2, weights: Vectors));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(2, -1));
    }
}
