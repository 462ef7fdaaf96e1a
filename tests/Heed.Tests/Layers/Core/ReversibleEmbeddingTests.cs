using Heed.Layers;

namespace Heed.Tests.Layers.Core;

public class ReversibleEmbeddingTests
{
    private static readonly CallArguments Reverse = CallArguments.None.With("reverse", true);

    private static ReversibleEmbedding Of(float[,] embeddings, double? cap = null, bool maskZero = false)
    {
        var layer = new ReversibleEmbedding(embeddings.GetLength(0), embeddings.GetLength(1), maskZero: maskZero, logitSoftCap: cap);
        layer.BuildFor(new Shape([Dim.Unknown]));
        layer.SetWeights([embeddings]);
        return layer;
    }

    [Fact]
    public void Scores_are_products_with_every_vector()
    {
        ReversibleEmbedding layer = Of(new float[,] { { 1, 0 }, { 0, 1 }, { 2, 3 } });
        Assert.Equal([2f, 3], layer.Apply(new int[] { 2 }).ToArray<float>());
        Assert.Equal([10f, 20, 80], layer.Invoke(new float[,] { { 10, 20 } }, Reverse)[0].ToArray<float>());
    }

    [Fact]
    public void A_soft_cap_keeps_scores_within() =>
        Assert.Equal([5 * MathF.Tanh(2), 5 * MathF.Tanh(4)], Of(new float[,] { { 1, 0 }, { 0, 1 } }, cap: 5).Invoke(new float[,] { { 10, 20 } }, Reverse)[0].ToArray<float>(),
            (a, b) => Math.Abs(a - b) < 1e-5);

    [Fact]
    public void Untied_weights_are_the_second_variable()
    {
        var layer = new ReversibleEmbedding(5, 3, tieWeights: false);
        layer.BuildFor(new Shape([Dim.Unknown]));
        Assert.Equal([("embeddings", "(5, 3)"), ("reverse_embeddings", "(3, 5)")], layer.Weights.Select(weight => (weight.Name, weight.Shape.ToString())));
    }

    [Fact]
    public void Padding_is_masked_and_scores_never_are()
    {
        ReversibleEmbedding layer = Of(new float[,] { { 1, 0 }, { 0, 1 } }, maskZero: true);
        Tensor vectors = layer.Apply(new int[,] { { 1, 0 } });
        Assert.Equal([true, false], vectors.Mask!.ToArray<bool>());
        Assert.Null(layer.Invoke(vectors, Reverse)[0].Mask);
    }

    [Fact]
    public void Scores_have_the_reverse_type()
    {
        var layer = new ReversibleEmbedding(5, 3, reverseDtype: DType.Float32) { DType = "mixed_float16" };
        Assert.Equal(DType.Float16, layer.Apply(new int[] { 2 }).DType);
        Assert.Equal(DType.Float32, layer.Invoke(new float[1, 3], Reverse)[0].DType);
        Assert.Equal(DType.Float32, layer.Invoke(Tensor.Symbolic([null, 3], DType.Float16), Reverse)[0].DType);
    }

    [Fact]
    public void Rejects_vectors_of_another_length_and_settings_that_make_no_sense()
    {
        ReversibleEmbedding layer = Of(new float[,] { { 1, 0 }, { 0, 1 } });
        Assert.Contains("to reverse", Assert.Throws<ShapeException>(() => layer.Invoke(new float[1, 3], Reverse)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => layer.Apply(new int[] { 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReversibleEmbedding(5, 3, logitSoftCap: 0));
        Assert.Throws<ArgumentException>(() => new ReversibleEmbedding(5, 3, reverseDtype: DType.Int32));
        Assert.Throws<ArgumentException>(() => KerasRegistry.Create<Layer>("ReversibleEmbedding", new ReversibleEmbedding(5, 3).GetConfig().With("lora_rank", 2)));
    }
}
